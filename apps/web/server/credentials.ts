import type { IncomingMessage } from "node:http";
import { type Credentials, readProgramHeaders } from "@causerie/api";
import { readSessionCookie, type SessionCookieOptions } from "./session-cookie.ts";

/** What a program's headers prove. Where cookies do not count, this is all that a request brings. */
export function readProgramCredentials(request: IncomingMessage): Credentials {
  // Elsewhere Node gives the first of several `Authorization` headers alone.
  const { authorization = [], "x-api-key": apiKey = [] } = request.headersDistinct;
  return readProgramHeaders({ authorization, apiKey });
}

/** A token or key in a header counts before a cookie: a program that brings one means it. */
export async function readCredentials(request: IncomingMessage, cookie: SessionCookieOptions): Promise<Credentials> {
  const brought = readProgramCredentials(request);
  return brought.kind === "none" ? readSessionCookie(request.headers.cookie, cookie) : brought;
}
