/** What can go wrong between this process and a provider, apart from a refusal by HTTP status. */
export type Trouble =
  | { kind: "aborted" }
  /** No connection, or it broke before the answer's first byte; `reason` is the system's code, e.g. ECONNREFUSED. */
  | { kind: "unreachable"; reason: string }
  | { kind: "first-token-timeout"; afterMs: number }
  | { kind: "stalled"; afterMs: number }
  /** The stream ended, or its connection broke, without the provider having said that the answer is complete. */
  | { kind: "cut"; reason: string }
  | { kind: "malformed"; reason: string }
  | { kind: "too-large"; limit: number }
  /** An `error` object where a piece of the answer should have been. */
  | { kind: "error-chunk"; error: unknown };

/** Rejects the `fetch` of a transport; the provider's packages may wrap it, so {@link Trouble} is kept apart as well. */
export class TransportError extends Error {
  override readonly name: string;
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super("reason" in trouble ? `${trouble.kind}: ${trouble.reason}` : trouble.kind);
    // The AI SDK passes on errors of this name as they are, without wrapping or retrying.
    this.name = trouble.kind === "aborted" ? "AbortError" : "TransportError";
    this.trouble = trouble;
  }
}
