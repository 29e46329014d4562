import type { IncomingMessage } from "node:http";
import { type Credentials, readAuthorization } from "@causerie/api";
import { readSessionCookie, type SessionCookieOptions } from "./session-cookie.ts";

/** A token in the header counts before a cookie: a program that brings one means it. */
export async function readCredentials(request: IncomingMessage, cookie: SessionCookieOptions): Promise<Credentials> {
  const bearer = readAuthorization(request.headers.authorization);
  return bearer.kind === "none" ? readSessionCookie(request.headers.cookie, cookie) : bearer;
}
