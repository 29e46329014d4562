export { EnvError, envBoolean, envInteger, parseEnv } from "./env.ts";
export { createLogger, type Logger, type LogLevel, logLevels, silentLogger } from "./logger.ts";
