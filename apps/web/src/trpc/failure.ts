import type { AppErrorCode } from "@causerie/core";

/** What went wrong, as a person can be told: a code that the catalogues have a text for, and the values it names. */
export type Failure = {
  /** `UNREACHABLE`: no answer came from the server at all. */
  code: AppErrorCode | "UNREACHABLE";
  params: Readonly<Record<string, string | number>>;
  /** Names of the input's fields that were refused. */
  fields: readonly string[];
};

/** A failure thrown by what does not go through tRPC. */
export class FailureError extends Error {
  override readonly name = "FailureError";
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options);
    this.failure = failure;
  }
}

export function failure(code: Failure["code"], params: Failure["params"] = {}): Failure {
  return { code, params, fields: [] };
}

/** A failure in one line, for a channel that carries nothing but text. */
export function encodeFailure({ code, params }: Pick<Failure, "code" | "params">): string {
  return new URLSearchParams([
    ["code", code],
    ...Object.entries(params).map(([name, value]): [string, string] => [name, String(value)]),
  ]).toString();
}

/** The other way round; what `encodeFailure` did not write is `INTERNAL`. */
export function decodeFailure(text: string): Failure {
  const { code, ...params } = Object.fromEntries(new URLSearchParams(text));
  if (code === undefined || !/^[A-Z_]+$/.test(code)) return failure("INTERNAL");
  const values = Object.entries(params).map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]);
  // Whoever shows it asks the catalogue whether it has such a code.
  return failure(code as Failure["code"], Object.fromEntries(values));
}
