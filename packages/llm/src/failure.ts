import { APICallError } from "@ai-sdk/provider";
import type { AppErrorCode } from "@causerie/core";
import type { Failure } from "./types.ts";

/** A provider's answer that says no: an HTTP status, or the `error` object of a chunk inside a stream. */
export type Refusal = {
  /** The HTTP status, or the number that stands for it in an error chunk. */
  status: number | null;
  /** The provider's short name of the error, e.g. `context_length_exceeded`. */
  name: string | null;
  /** Only looked at, never repeated: it can quote the key or the conversation. */
  message: string;
  /** The `error.metadata` of OpenRouter. */
  metadata: unknown;
  retryAfterSeconds: number | null;
};

/** Each kind of refusal as the product's own error. */
export function refusalToFailure(provider: string, refusal: Refusal): Failure {
  const code = refusalCode(refusal);
  const params: Failure["params"] = { provider };
  if (refusal.status !== null) params.status = refusal.status;
  if (code === "MODEL_RATE_LIMITED" && refusal.retryAfterSeconds !== null) {
    params.retryAfterSeconds = refusal.retryAfterSeconds;
  }
  const said = [`status ${refusal.status ?? "none"}`, ...(refusal.name === null ? [] : [`"${refusal.name}"`])];
  return { code, params, detail: `${provider} refused: ${said.join(", ")}` };
}

const contextTooLong =
  /context.{0,20}(length|window|size)|maximum context|too many tokens|prompt is too long|input.{0,20}too long/i;
const modelUnknown = /not a valid model|model.{0,80}(not found|does not exist)|no (allowed |such )?(providers|model)/i;
const filtered = /content.?filter|content.?policy|moderation|flagged|safety/i;

function refusalCode({ status, name, message, metadata }: Refusal): AppErrorCode {
  const words = `${name ?? ""} ${message}`;
  if (status === 401) return "MODEL_KEY_REFUSED";
  if (status === 402) return "MODEL_NO_CREDIT";
  if (status === 403)
    return wasModerated(metadata) || filtered.test(words) ? "MODEL_CONTENT_FILTER" : "MODEL_KEY_REFUSED";
  if (status === 404) return "MODEL_UNKNOWN";
  if (status === 408) return "MODEL_TIMEOUT";
  // Some servers say "insufficient quota" with 429: waiting does not help there.
  if (status === 429)
    return /insufficient.?(quota|credits|funds)/i.test(words) ? "MODEL_NO_CREDIT" : "MODEL_RATE_LIMITED";
  if (status === 413 || contextTooLong.test(words)) return "MODEL_CONTEXT_TOO_LONG";
  if (status !== null && status >= 400 && status < 500) {
    if (modelUnknown.test(words)) return "MODEL_UNKNOWN";
    return filtered.test(words) ? "MODEL_CONTENT_FILTER" : "MODEL_REFUSED_REQUEST";
  }
  if (/rate.?limit/i.test(name ?? "")) return "MODEL_RATE_LIMITED";
  return "MODEL_UNAVAILABLE";
}

function wasModerated(metadata: unknown): boolean {
  return typeof metadata === "object" && metadata !== null && ("reasons" in metadata || "flagged_input" in metadata);
}

/** What `doStream` threw, when the provider answered with a status; null for anything else. */
export function refusalOf(error: unknown, now: Date): Refusal | null {
  if (!APICallError.isInstance(error) || error.statusCode === undefined) return null;
  const { statusCode: status, responseBody: text, responseHeaders } = error;
  return statusRefusal({ status, text, retryAfter: responseHeaders?.["retry-after"] }, now);
}

/** An answer that is a refusal by its status. */
export function statusRefusal(
  answer: { status: number; text: string | undefined; retryAfter: string | undefined },
  now: Date,
): Refusal {
  const { status, text, retryAfter } = answer;
  return { ...readErrorBody(text), status, retryAfterSeconds: retryAfterSeconds(retryAfter, now) };
}

/** The `error` object of a chunk inside a stream. */
export function chunkRefusal(error: unknown): Refusal {
  return { retryAfterSeconds: null, ...readErrorObject(error) };
}

function readErrorBody(text: string | undefined): Omit<Refusal, "retryAfterSeconds"> {
  try {
    const body: unknown = JSON.parse(text ?? "");
    // vLLM and Ollama put the fields, or a mere string, where others put an object.
    return readErrorObject(typeof body === "object" && body !== null && "error" in body ? body.error : body);
  } catch {
    return { status: null, name: null, message: (text ?? "").slice(0, 2_000), metadata: null };
  }
}

function readErrorObject(error: unknown): Omit<Refusal, "retryAfterSeconds"> {
  if (typeof error === "string") return { status: null, name: null, message: error, metadata: null };
  if (typeof error !== "object" || error === null) return { status: null, name: null, message: "", metadata: null };
  const code = "code" in error ? error.code : null;
  const type = "type" in error ? error.type : null;
  const message = "message" in error && typeof error.message === "string" ? error.message : "";
  const status = Number(code);
  return {
    status: code !== null && code !== "" && Number.isInteger(status) && status >= 400 && status < 600 ? status : null,
    name: shortName(code) ?? shortName(type),
    message: message.slice(0, 2_000),
    metadata: "metadata" in error ? error.metadata : null,
  };
}

/** A provider's identifier for the log; anything that could be a sentence or a secret is left out. */
function shortName(value: unknown): string | null {
  return typeof value === "string" && /^[a-zA-Z][a-zA-Z_.]{0,63}$/.test(value) ? value : null;
}

/** `Retry-After` in either of its forms (RFC 9110, 10.2.3): seconds, or a date. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.ceil(Number(header));
  // Date.parse also takes numbers and much else for a date.
  const at = /^[A-Z][a-z]{2}, /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
