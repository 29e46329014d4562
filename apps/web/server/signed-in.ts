import type { IncomingMessage } from "node:http";
import type { App, Principal } from "@causerie/api";
import { readCredentials } from "./credentials.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { SessionCookieOptions } from "./session-cookie.ts";

/**
 * Who is asking, for what is answered outside tRPC: the same credentials, checks and limits as a procedure's.
 *
 * @throws {AppError} UNAUTHENTICATED, SESSION_EXPIRED, RATE_LIMITED.
 */
export async function requirePrincipal(
  request: IncomingMessage,
  facts: RequestFacts,
  options: { app: App; cookie: SessionCookieOptions; path: string },
): Promise<Principal> {
  const { auth, rateLimits } = options.app.services;
  const principal = await auth.authenticate(await readCredentials(request, options.cookie));
  await rateLimits.consume("default", { address: facts.address, userId: principal.userId, path: options.path });
  return principal;
}
