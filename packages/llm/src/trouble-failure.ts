import { chunkRefusal, refusalToFailure } from "./failure.ts";
import { addressRefused } from "./transport/address-guard.ts";
import type { Trouble } from "./transport/trouble.ts";
import type { Failure } from "./types.ts";

/** What went wrong on the way to a provider, as the product's own error. */
export function troubleToFailure(provider: string, trouble: Exclude<Trouble, { kind: "aborted" }>): Failure {
  switch (trouble.kind) {
    case "unreachable":
      return {
        code: trouble.reason === addressRefused ? "PROVIDER_ADDRESS_REFUSED" : "MODEL_UNAVAILABLE",
        params: { provider },
        detail: `${provider} can't be reached: ${trouble.reason}`,
      };
    case "first-token-timeout":
      return timeout("MODEL_TIMEOUT", provider, trouble.afterMs, "before the first token");
    case "stalled":
      return timeout("MODEL_STALLED", provider, trouble.afterMs, "between two tokens");
    case "cut":
    case "malformed":
      return {
        code: "MODEL_BAD_STREAM",
        params: { provider },
        detail: `${provider}'s stream is ${trouble.kind}: ${trouble.reason}`,
      };
    case "too-large":
      return {
        code: "MODEL_BAD_STREAM",
        params: { provider, limit: trouble.limit },
        detail: `${provider}'s answer is longer than ${trouble.limit} characters`,
      };
    case "error-chunk":
      return refusalToFailure(provider, chunkRefusal(trouble.error));
  }
}

function timeout(code: "MODEL_TIMEOUT" | "MODEL_STALLED", provider: string, afterMs: number, when: string): Failure {
  const seconds = Math.max(1, Math.round(afterMs / 1000));
  return { code, params: { provider, seconds }, detail: `${provider} sent nothing for ${seconds} s ${when}` };
}
