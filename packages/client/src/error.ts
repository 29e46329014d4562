import type { AppRouter, PublicErrorData } from "@causerie/api";
import { TRPCClientError } from "@trpc/client";

/** Causerie's error codes, those of newer servers among them; `NETWORK` when no answer came at all. */
export type ErrorCode = PublicErrorData["appCode"] | "NETWORK" | (string & {});

type ErrorOptionsOfCall = {
  params?: Readonly<Record<string, string | number>>;
  status?: number | null;
  fieldErrors?: Readonly<Record<string, readonly string[]>>;
  cause?: unknown;
};

/** Why a call failed, in the product's terms. */
export class CauserieError extends TRPCClientError<AppRouter> {
  override readonly name = "CauserieError";
  readonly code: ErrorCode;
  /** Values of that error, e.g. `{ limit: 32000 }`. */
  readonly params: Readonly<Record<string, string | number>>;
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;
  /** Which fields of the input are wrong, and why, e.g. `{ email: ["Invalid email address"] }`. */
  readonly fieldErrors: Readonly<Record<string, readonly string[]>>;

  constructor(code: ErrorCode, message: string, options: ErrorOptionsOfCall = {}) {
    super(message, options.cause instanceof Error ? { cause: options.cause } : {});
    // The base class makes of every instance one of its own.
    Object.setPrototypeOf(this, CauserieError.prototype);
    this.code = code;
    this.params = options.params ?? {};
    this.status = options.status ?? null;
    this.fieldErrors = options.fieldErrors ?? {};
  }

  /** When the server would take the call again, in seconds from now; null: it did not say. */
  get retryAfterSeconds(): number | null {
    const seconds = this.params.retryAfterSeconds;
    return typeof seconds === "number" ? seconds : null;
  }
}

/** The form of an error's `data` is what the server's formatter gives; a proxy in between may have answered instead. */
type ErrorData = Partial<PublicErrorData> & { httpStatus?: number };

/** What a call threw, as a {@link CauserieError}. */
export function toCauserieError(error: unknown): CauserieError {
  if (error instanceof CauserieError) return error;
  if (!(error instanceof TRPCClientError)) return new CauserieError("NETWORK", String(error), { cause: error });
  const data: ErrorData | null | undefined = error.data;
  return fromErrorData(data, { message: error.message, cause: error, status: data?.httpStatus ?? null });
}

/** The error that a response outside tRPC says, e.g. that of a download. */
export async function errorOfResponse(response: Response): Promise<CauserieError> {
  // The form is that of `sendError`; a proxy in between may have answered instead.
  const body = (await response.json().catch(() => null)) as { error?: { message?: string; data?: ErrorData } } | null;
  const message = body?.error?.message ?? `The server answered ${response.status}.`;
  return fromErrorData(body?.error?.data, { message, status: response.status });
}

function fromErrorData(
  data: ErrorData | null | undefined,
  { message, ...options }: { message: string; status: number | null; cause?: unknown },
): CauserieError {
  return new CauserieError(data?.appCode ?? "NETWORK", message, {
    ...options,
    ...(data?.params ? { params: data.params } : {}),
    ...(data?.fieldErrors ? { fieldErrors: data.fieldErrors } : {}),
  });
}
