export { type ServerEnv, serverEnvShape, startApp } from "./start.ts";
