/**
 * What can go wrong, in the product's terms. The table in `packages/api` maps each code to tRPC, HTTP and a log level;
 * the message catalogues of `apps/web` have a text for each in every language.
 */
export const appErrorCodes = [
  // Who is asking
  "UNAUTHENTICATED",
  "INVALID_CREDENTIALS",
  "SESSION_EXPIRED",
  "KEY_INCOMPLETE",
  "KEY_INVALID",
  "CREDENTIALS_AMBIGUOUS",
  "TOTP_REQUIRED",
  "TOTP_INVALID",
  "PASSWORD_NOT_SET",
  "REAUTHENTICATION_REQUIRED",
  "ACCOUNT_DEACTIVATED",
  "PROVIDER_REFUSED",
  "PROVIDER_EMAIL_UNVERIFIED",
  "PROVIDER_ACCOUNT_DIFFERS",
  "EMAIL_UNVERIFIED",
  "MAIL_UNAVAILABLE",
  "MAILED_LINK_INVALID",
  "FORBIDDEN",
  "SCOPE_MISSING",
  "ORIGIN_REFUSED",
  // What is asked for
  "INVALID_INPUT",
  "INVALID_CHARACTERS",
  "UNSUPPORTED_MEDIA_TYPE",
  "METHOD_NOT_ALLOWED",
  "IDEMPOTENCY_KEY_REUSED",
  "IDEMPOTENCY_IN_PROGRESS",
  "NOT_FOUND",
  "CONFLICT",
  "EMAIL_TAKEN",
  "USERNAME_TAKEN",
  "TRIGRAM_TAKEN",
  "EMAIL_DOMAIN_REFUSED",
  "REGISTRATION_CLOSED",
  "PASSWORD_TOO_COMMON",
  "SETUP_LINK_INVALID",
  "INVITE_INVALID",
  "PERSON_UNKNOWN",
  "LAST_ADMIN",
  "CURSOR_INVALID",
  "CONVERSATION_ARCHIVED",
  "RUN_IN_PROGRESS",
  "QUEUE_FULL",
  "KEYS_FULL",
  "MESSAGE_EMPTY",
  "MESSAGE_TOO_LONG",
  "PAYLOAD_TOO_LARGE",
  "IMPORT_IN_PROGRESS",
  "IMPORT_ENDED",
  "IMPORT_TOO_LARGE",
  "IMPORT_UNREADABLE",
  "IMPORT_UNRECOGNISED",
  "UPLOAD_OFFSET_WRONG",
  "RATE_LIMITED",
  "BUDGET_EXCEEDED",
  // The model's side
  "MODEL_UNKNOWN",
  "MODEL_NOT_ALLOWED",
  "PROVIDER_ADDRESS_REFUSED",
  "PROVIDER_TEST_FAILED",
  "MODEL_PRICE_MISSING",
  "MODEL_KEY_MISSING",
  "MODEL_KEY_REFUSED",
  "MODEL_NO_CREDIT",
  "MODEL_RATE_LIMITED",
  "MODEL_UNAVAILABLE",
  "MODEL_TIMEOUT",
  "MODEL_STALLED",
  "MODEL_BAD_STREAM",
  "MODEL_EMPTY_ANSWER",
  "MODEL_CONTENT_FILTER",
  "MODEL_CONTEXT_TOO_LONG",
  "MODEL_REFUSED_REQUEST",
  // The server's side
  "SHUTTING_DOWN",
  "STORAGE_FULL",
  "UNAVAILABLE",
  "INTERNAL",
] as const;

export type AppErrorCode = (typeof appErrorCodes)[number];

export type AppErrorOptions = {
  /** For the log: may name ids and limits, never a secret or what a person wrote. */
  message?: string;
  /** For the person when it says more than the code's own text; English, no secret, no stack. */
  publicMessage?: string;
  /** Values that the code's text names, e.g. `{ limit: 32000 }` or `{ retryAfterSeconds: 12 }`. */
  params?: Readonly<Record<string, string | number>>;
  cause?: unknown;
};

/** The only error that services throw. It knows nothing of HTTP or tRPC. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: AppErrorCode;
  readonly publicMessage: string | undefined;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: AppErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.publicMessage = options.publicMessage;
    this.params = options.params ?? {};
  }
}

/** Whether `error` is an {@link AppError}, of that code when one is given. */
export function isAppError(error: unknown, code?: AppErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
