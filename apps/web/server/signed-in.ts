import type { IncomingMessage } from "node:http";
import { type App, assertScope, type Principal, type RateLimitState, type Scope } from "@causerie/api";
import { readCredentials } from "./credentials.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { SessionCookieOptions } from "./session-cookie.ts";

/**
 * Who is asking, for what is answered outside tRPC: the same credentials, checks and limits as a procedure's.
 *
 * @param options.scope what it takes of an API key.
 * @param options.limit which limit counts it; `default` unless told.
 * @param options.onRateLimit is told where the caller stands.
 * @throws {AppError} what `authenticate` throws; SCOPE_MISSING, RATE_LIMITED, EMAIL_UNVERIFIED.
 */
export async function requirePrincipal(
  request: IncomingMessage,
  facts: RequestFacts,
  options: {
    app: App;
    cookie: SessionCookieOptions;
    path: string;
    scope: Scope;
    limit?: "default" | "send";
    onRateLimit?: (state: RateLimitState) => void;
  },
): Promise<Principal> {
  const { path, limit = "default", onRateLimit } = options;
  const { auth, rateLimits } = options.app.services;
  const principal = await auth.authenticate(await readCredentials(request, options.cookie), facts);
  assertScope(principal, options.scope);
  await rateLimits.consume(limit, { ...principal, address: facts.address, path, onRateLimit });
  if (limit === "send") await auth.assertMayChat(principal.userId);
  return principal;
}
