export { EnvError, envBoolean, envInteger, parseEnv } from "./env.ts";
export { type Connection, type KeptConnection, keepConnected } from "./keep-connected.ts";
export { createLogger, type Logger, type LogLevel, logLevels, silentLogger } from "./logger.ts";
export { noTracer, type Span, type SpanAttributes, type Tracer } from "./tracer.ts";
