import { TRPCClientError } from "@trpc/client";

/** Why a call failed, in the product's terms. */
export class CauserieError extends Error {
  override readonly name = "CauserieError";
  /** One of Causerie's error codes, e.g. `RATE_LIMITED`; `NETWORK` when no answer came at all. */
  readonly code: string;
  /** Values of that error, e.g. `{ retryAfterSeconds: 12 }`. */
  readonly params: Readonly<Record<string, string | number>>;
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;

  constructor(
    code: string,
    message: string,
    options: ErrorOptions & Partial<Pick<CauserieError, "params" | "status">>,
  ) {
    super(message, options);
    this.code = code;
    this.params = options.params ?? {};
    this.status = options.status ?? null;
  }
}

type ErrorData = { appCode?: string; httpStatus?: number; params?: Record<string, string | number> };

/** What a call threw, as a {@link CauserieError}. */
export function toCauserieError(error: unknown): CauserieError {
  if (error instanceof CauserieError) return error;
  if (!(error instanceof TRPCClientError)) return new CauserieError("NETWORK", String(error), { cause: error });
  // The form of `data` is what the server's error formatter gives; a proxy in between may have answered instead.
  const data = error.data as ErrorData | null | undefined;
  return new CauserieError(data?.appCode ?? "NETWORK", error.message, {
    cause: error,
    ...(data?.params ? { params: data.params } : {}),
    ...(data?.httpStatus ? { status: data.httpStatus } : {}),
  });
}
