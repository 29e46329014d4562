import type { ServerResponse } from "node:http";
import type { RateLimitState } from "@causerie/api";

/**
 * Says how many calls are left, as draft-ietf-httpapi-ratelimit-headers has it: of the limit that is closest to refusing.
 *
 * Of several limits that one call meets, the tightest is told.
 */
export function rateLimitHeaders(response: ServerResponse): (state: RateLimitState) => void {
  let tightest = Number.POSITIVE_INFINITY;
  return ({ limit, remaining, resetSeconds }) => {
    if (remaining >= tightest || response.headersSent) return;
    tightest = remaining;
    response.setHeader("ratelimit-policy", `"calls";q=${limit};w=60`);
    response.setHeader("ratelimit", `"calls";r=${Math.max(0, remaining)};t=${resetSeconds}`);
  };
}
