import type { IncomingMessage } from "node:http";
import { type Credentials, readProgramHeaders } from "@causerie/api";
import { readSessionCookie, type SessionCookieOptions } from "./session-cookie.ts";

/** A token or key in a header counts before a cookie: a program that brings one means it. */
export async function readCredentials(request: IncomingMessage, cookie: SessionCookieOptions): Promise<Credentials> {
  // Elsewhere Node gives the first of several `Authorization` headers alone.
  const { authorization = [], "x-api-key": apiKey = [] } = request.headersDistinct;
  const brought = readProgramHeaders({ authorization, apiKey });
  return brought.kind === "none" ? readSessionCookie(request.headers.cookie, cookie) : brought;
}
