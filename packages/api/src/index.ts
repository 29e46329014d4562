export { type App, type AppOptions, createApp, type RequestOrigin } from "./app.ts";
export { readAuthorization } from "./auth/tokens/authorization-header.ts";
export type { AppBus, BusMessage } from "./chat/conversation-events.ts";
export { type ApiConfig, apiEnvShape } from "./config.ts";
export type { Credentials, Principal } from "./context.ts";
export { errorTable, type PublicErrorData, publicErrorData, toAppError, toTrpcError } from "./errors.ts";
export { exportedPagePolicy } from "./exports/conversation-html.ts";
export { attachment } from "./exports/file-name.ts";
export { type AppRouter, appRouter } from "./root.ts";
