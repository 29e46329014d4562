import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { getCredentials } from "#session/credentials.ts";
import { getApp } from "./app.ts";

/** The router for server components: the same procedures and checks as over HTTP, without the HTTP. */
export const getCaller = cache(async () => {
  const [requestHeaders, credentials] = await Promise.all([headers(), getCredentials()]);
  return getApp().createCaller({
    requestId: requestHeaders.get("x-request-id") ?? crypto.randomUUID(),
    address: requestHeaders.get("x-causerie-address") ?? "unknown",
    credentials,
  });
});
