export { type Clock, systemClock } from "./clock.ts";
export { AppError, type AppErrorCode, type AppErrorOptions, appErrorCodes, isAppError } from "./errors.ts";
export { type IdKind, idFromUuid, idPrefixes, isId, newId } from "./ids.ts";
