export type { App, RequestOrigin } from "./app.ts";
export type { Credentials, Principal } from "./context.ts";
export type { PublicErrorData } from "./errors.ts";
export type { AppRouter } from "./root.ts";
