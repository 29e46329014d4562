import "server-only";
import type { Credentials } from "@causerie/api";
import { headers } from "next/headers";
import { cache } from "react";
import { getApp } from "#trpc/app.ts";
import { readSessionCookie } from "../../server/session-cookie.ts";
import { isSecure } from "./secure.ts";

/** What this request's cookie proves; not yet compared with the database. */
export const getCredentials = cache(async (): Promise<Credentials> => {
  const app = getApp();
  const cookieHeader = (await headers()).get("cookie");
  return readSessionCookie(cookieHeader, { secret: app.sessionSecret, secure: isSecure(app.config.publicUrl) });
});
