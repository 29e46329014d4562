import { AppError, type AppErrorCode, appErrorCodes } from "@causerie/core";
import { isConnectionLost, isStorageFull } from "@causerie/db";
import { TRPCError } from "@trpc/server";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import { ZodError } from "zod";

type ErrorMapping = {
  trpc: TRPC_ERROR_CODE_KEY;
  http: number;
  /** Whether it is the server's trouble (error), worth a look (warn), or a person's daily business (info). */
  log: "info" | "warn" | "error";
  /** What a program's author reads; the app has a text in each language for each code. */
  text: string;
};

/** The one table of what each error becomes outside. */
export const errorTable = {
  UNAUTHENTICATED: { trpc: "UNAUTHORIZED", http: 401, log: "info", text: "Sign in first." },
  INVALID_CREDENTIALS: { trpc: "UNAUTHORIZED", http: 401, log: "info", text: "Email or password is wrong." },
  SESSION_EXPIRED: { trpc: "UNAUTHORIZED", http: 401, log: "info", text: "The session has ended. Sign in again." },
  KEY_INCOMPLETE: {
    trpc: "UNAUTHORIZED",
    http: 401,
    log: "info",
    text: "This is no API key, or not the whole of one.",
  },
  KEY_INVALID: {
    trpc: "UNAUTHORIZED",
    http: 401,
    log: "info",
    text: "This API key is unknown, revoked or out of date.",
  },
  CREDENTIALS_AMBIGUOUS: {
    trpc: "UNAUTHORIZED",
    http: 401,
    log: "info",
    text: "Send one credential, once: the Authorization and X-API-Key headers contradict each other or are repeated.",
  },
  TOTP_REQUIRED: { trpc: "UNAUTHORIZED", http: 401, log: "info", text: "A code of the second factor is needed." },
  TOTP_INVALID: { trpc: "UNAUTHORIZED", http: 401, log: "info", text: "This code is wrong or was used already." },
  ACCOUNT_DEACTIVATED: { trpc: "FORBIDDEN", http: 403, log: "info", text: "This account is deactivated." },
  PROVIDER_REFUSED: { trpc: "BAD_GATEWAY", http: 502, log: "warn", text: "Signing in through the provider failed." },
  PROVIDER_EMAIL_UNVERIFIED: {
    trpc: "FORBIDDEN",
    http: 403,
    log: "info",
    text: "The provider does not say that the email is yours.",
  },
  PROVIDER_ACCOUNT_DIFFERS: {
    trpc: "CONFLICT",
    http: 409,
    log: "warn",
    text: "The account is linked to another one at the provider.",
  },
  EMAIL_UNVERIFIED: { trpc: "FORBIDDEN", http: 403, log: "info", text: "Verify your email first." },
  MAIL_UNAVAILABLE: { trpc: "PRECONDITION_FAILED", http: 412, log: "info", text: "This server sends no mail." },
  MAILED_LINK_INVALID: { trpc: "FORBIDDEN", http: 403, log: "info", text: "This link is no longer valid." },
  REAUTHENTICATION_REQUIRED: {
    trpc: "FORBIDDEN",
    http: 403,
    log: "info",
    text: "Sign in through the provider again, then repeat this within ten minutes.",
  },
  PASSWORD_NOT_SET: { trpc: "CONFLICT", http: 409, log: "info", text: "This account has no password." },
  FORBIDDEN: { trpc: "FORBIDDEN", http: 403, log: "warn", text: "You may not do this." },
  SCOPE_MISSING: { trpc: "FORBIDDEN", http: 403, log: "info", text: "This API key may not do this." },
  ORIGIN_REFUSED: { trpc: "FORBIDDEN", http: 403, log: "warn", text: "Requests from this origin are refused." },
  INVALID_INPUT: { trpc: "BAD_REQUEST", http: 400, log: "info", text: "The input is not valid." },
  INVALID_CHARACTERS: {
    trpc: "BAD_REQUEST",
    http: 400,
    log: "info",
    text: "The text contains characters that can't be stored (NUL or half of a surrogate pair).",
  },
  UNSUPPORTED_MEDIA_TYPE: { trpc: "UNSUPPORTED_MEDIA_TYPE", http: 415, log: "info", text: "Send JSON." },
  METHOD_NOT_ALLOWED: { trpc: "METHOD_NOT_SUPPORTED", http: 405, log: "info", text: "This path takes another method." },
  IDEMPOTENCY_KEY_REUSED: {
    trpc: "UNPROCESSABLE_CONTENT",
    http: 422,
    log: "info",
    text: "This idempotency key came with another request before.",
  },
  IDEMPOTENCY_IN_PROGRESS: {
    trpc: "CONFLICT",
    http: 409,
    log: "info",
    text: "The first request with this idempotency key is still under way.",
  },
  NOT_FOUND: { trpc: "NOT_FOUND", http: 404, log: "info", text: "There is nothing here, or you may not see it." },
  CONFLICT: { trpc: "CONFLICT", http: 409, log: "info", text: "Something else changed it meanwhile. Try again." },
  EMAIL_TAKEN: { trpc: "CONFLICT", http: 409, log: "info", text: "An account with this email exists." },
  USERNAME_TAKEN: { trpc: "CONFLICT", http: 409, log: "info", text: "This username is taken." },
  TRIGRAM_TAKEN: { trpc: "CONFLICT", http: 409, log: "info", text: "This trigram is taken." },
  EMAIL_DOMAIN_REFUSED: { trpc: "FORBIDDEN", http: 403, log: "info", text: "This email domain may not register." },
  REGISTRATION_CLOSED: { trpc: "FORBIDDEN", http: 403, log: "info", text: "Registration is closed." },
  PASSWORD_TOO_COMMON: { trpc: "BAD_REQUEST", http: 400, log: "info", text: "This password is too common." },
  INVITE_INVALID: { trpc: "FORBIDDEN", http: 403, log: "info", text: "This invitation is no longer valid." },
  PERSON_UNKNOWN: { trpc: "NOT_FOUND", http: 404, log: "info", text: "Nobody here has that email or username." },
  SETUP_LINK_INVALID: { trpc: "FORBIDDEN", http: 403, log: "warn", text: "This set-up link is no longer valid." },
  LAST_ADMIN: { trpc: "CONFLICT", http: 409, log: "info", text: "The last admin can't be removed." },
  CURSOR_INVALID: { trpc: "BAD_REQUEST", http: 400, log: "info", text: "The cursor is not one that was given out." },
  CONVERSATION_ARCHIVED: { trpc: "CONFLICT", http: 409, log: "info", text: "This conversation is archived." },
  QUEUE_FULL: { trpc: "CONFLICT", http: 409, log: "info", text: "Too many messages wait here." },
  KEYS_FULL: { trpc: "CONFLICT", http: 409, log: "info", text: "Too many API keys. Revoke one first." },
  RUN_IN_PROGRESS: { trpc: "CONFLICT", http: 409, log: "info", text: "An answer is still being written here." },
  MESSAGE_EMPTY: { trpc: "BAD_REQUEST", http: 400, log: "info", text: "The message is empty." },
  MESSAGE_TOO_LONG: { trpc: "PAYLOAD_TOO_LARGE", http: 413, log: "info", text: "The message is too long." },
  PAYLOAD_TOO_LARGE: { trpc: "PAYLOAD_TOO_LARGE", http: 413, log: "info", text: "The request is too large." },
  IMPORT_IN_PROGRESS: { trpc: "CONFLICT", http: 409, log: "info", text: "Another import is under way." },
  IMPORT_ENDED: { trpc: "CONFLICT", http: 409, log: "info", text: "This import takes no more." },
  IMPORT_TOO_LARGE: { trpc: "PAYLOAD_TOO_LARGE", http: 413, log: "info", text: "The file is too large to import." },
  IMPORT_UNREADABLE: {
    trpc: "UNPROCESSABLE_CONTENT",
    http: 422,
    log: "info",
    text: "The file is neither JSON nor a sound ZIP archive.",
  },
  IMPORT_UNRECOGNISED: {
    trpc: "UNPROCESSABLE_CONTENT",
    http: 422,
    log: "info",
    text: "Nothing in the file is a conversation.",
  },
  UPLOAD_OFFSET_WRONG: {
    trpc: "CONFLICT",
    http: 409,
    log: "info",
    text: "The part does not begin where the file ends.",
  },
  RATE_LIMITED: { trpc: "TOO_MANY_REQUESTS", http: 429, log: "info", text: "Too many requests. Try again later." },
  // Not 429: to ask again in a while would bring nothing, and clients do that by themselves.
  BUDGET_EXCEEDED: { trpc: "PAYMENT_REQUIRED", http: 402, log: "info", text: "The budget does not allow this call." },
  MODEL_PRICE_MISSING: {
    trpc: "PRECONDITION_FAILED",
    http: 412,
    log: "warn",
    text: "This model has no usable price. An admin can set one.",
  },
  MODEL_UNKNOWN: { trpc: "BAD_REQUEST", http: 400, log: "info", text: "There is no such model here." },
  MODEL_NOT_ALLOWED: { trpc: "FORBIDDEN", http: 403, log: "info", text: "This model is off, or not for you." },
  PROVIDER_ADDRESS_REFUSED: {
    trpc: "BAD_REQUEST",
    http: 400,
    log: "warn",
    text: "The provider's address is not one of the open internet.",
  },
  PROVIDER_TEST_FAILED: { trpc: "BAD_GATEWAY", http: 502, log: "info", text: "The provider did not pass the test." },
  MODEL_KEY_MISSING: { trpc: "PRECONDITION_FAILED", http: 412, log: "warn", text: "The provider has no key." },
  MODEL_KEY_REFUSED: { trpc: "BAD_GATEWAY", http: 502, log: "error", text: "The provider refused the server's key." },
  MODEL_NO_CREDIT: { trpc: "BAD_GATEWAY", http: 502, log: "error", text: "The provider's account has no credit." },
  MODEL_RATE_LIMITED: { trpc: "TOO_MANY_REQUESTS", http: 429, log: "warn", text: "The provider asks to wait." },
  MODEL_UNAVAILABLE: { trpc: "BAD_GATEWAY", http: 502, log: "warn", text: "The provider can't be reached." },
  MODEL_TIMEOUT: { trpc: "GATEWAY_TIMEOUT", http: 504, log: "warn", text: "The model did not begin to answer." },
  MODEL_STALLED: { trpc: "GATEWAY_TIMEOUT", http: 504, log: "warn", text: "The model stopped in mid-answer." },
  MODEL_BAD_STREAM: { trpc: "BAD_GATEWAY", http: 502, log: "warn", text: "The provider's answer broke off." },
  MODEL_EMPTY_ANSWER: { trpc: "BAD_GATEWAY", http: 502, log: "warn", text: "The model gave an empty answer." },
  MODEL_CONTENT_FILTER: { trpc: "UNPROCESSABLE_CONTENT", http: 422, log: "info", text: "The provider filtered it." },
  MODEL_CONTEXT_TOO_LONG: { trpc: "PAYLOAD_TOO_LARGE", http: 413, log: "info", text: "Too long for this model." },
  MODEL_REFUSED_REQUEST: { trpc: "BAD_GATEWAY", http: 502, log: "warn", text: "The provider refused the request." },
  SHUTTING_DOWN: { trpc: "SERVICE_UNAVAILABLE", http: 503, log: "info", text: "The server is stopping." },
  STORAGE_FULL: { trpc: "SERVICE_UNAVAILABLE", http: 507, log: "error", text: "The server's disk is full." },
  UNAVAILABLE: { trpc: "SERVICE_UNAVAILABLE", http: 503, log: "error", text: "The server can't do this right now." },
  INTERNAL: { trpc: "INTERNAL_SERVER_ERROR", http: 500, log: "error", text: "Something went wrong on the server." },
} as const satisfies Record<AppErrorCode, ErrorMapping>;

/** What every failed call carries beside tRPC's own fields. */
export type PublicErrorData = {
  appCode: AppErrorCode;
  params: Readonly<Record<string, string | number>>;
  /** Which field of the input is wrong, e.g. `{ email: ["Invalid email address"] }`. */
  fieldErrors?: Record<string, string[]>;
};

/** tRPC's codes for what tRPC itself refuses, before any procedure runs. */
const fromTrpcCode: Partial<Record<TRPC_ERROR_CODE_KEY, AppErrorCode>> = {
  BAD_REQUEST: "INVALID_INPUT",
  PARSE_ERROR: "INVALID_INPUT",
  UNSUPPORTED_MEDIA_TYPE: "UNSUPPORTED_MEDIA_TYPE",
  METHOD_NOT_SUPPORTED: "METHOD_NOT_ALLOWED",
  NOT_FOUND: "NOT_FOUND",
  UNAUTHORIZED: "UNAUTHENTICATED",
  FORBIDDEN: "FORBIDDEN",
  PAYLOAD_TOO_LARGE: "PAYLOAD_TOO_LARGE",
  TOO_MANY_REQUESTS: "RATE_LIMITED",
};

/** Any error, as the `AppError` it stands for; what nobody foresaw is `INTERNAL` with its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof TRPCError) {
    if (error.cause instanceof AppError) return error.cause;
    const named = error.cause instanceof ZodError ? codeOfIssues(error.cause) : null;
    // A malformed id must answer exactly as an id of nothing: not even which field was wrong is said.
    if (named === "NOT_FOUND") return new AppError(named, { message: "malformed id" });
    if (named) return new AppError(named, { message: error.message, cause: error.cause });
    const code = fromTrpcCode[error.code];
    if (code) return new AppError(code, { message: error.message, cause: error.cause ?? error });
  }
  const cause = error instanceof TRPCError ? error.cause : error;
  if (isConnectionLost(cause)) return new AppError("UNAVAILABLE", { message: "the database can't be reached", cause });
  if (isStorageFull(cause)) return new AppError("STORAGE_FULL", { message: "the database has no room", cause });
  return new AppError("INTERNAL", { message: "unforeseen error", cause: error });
}

/** The code that a schema gives to what it refuses, when all that it refuses has the same. */
function codeOfIssues(error: ZodError): AppErrorCode | null {
  const codes = new Set(error.issues.map((issue) => (issue.code === "custom" ? issue.params?.appCode : undefined)));
  const [code] = codes;
  return codes.size === 1 && isAppErrorCode(code) ? code : null;
}

/** Any error as tRPC carries it: the code of the table, the public text, and the `AppError` as its cause. */
export function toTrpcError(error: unknown): TRPCError {
  const appError = toAppError(error);
  const mapping = errorTable[appError.code];
  return new TRPCError({ code: mapping.trpc, message: appError.publicMessage ?? mapping.text, cause: appError });
}

/** What a caller may know of an error: never a stack, a cause or a secret. */
export function publicErrorData(error: unknown): PublicErrorData {
  const appError = toAppError(error);
  const zodError = appError.cause instanceof ZodError ? appError.cause : null;
  return {
    appCode: appError.code,
    params: appError.params,
    ...(zodError ? { fieldErrors: fieldErrors(zodError) } : {}),
  };
}

function fieldErrors(error: ZodError): Record<string, string[]> {
  // A field may have any name, `toString` too.
  const fields = new Map<string, string[]>();
  for (const issue of error.issues) {
    const name = issue.path.map(String).join(".");
    fields.set(name, [...(fields.get(name) ?? []), issue.message]);
  }
  return Object.fromEntries(fields);
}

/** Whether `value` is one of the codes that this version knows; a client may be older than its server. */
export function isAppErrorCode(value: unknown): value is AppErrorCode {
  return appErrorCodes.some((code) => code === value);
}
