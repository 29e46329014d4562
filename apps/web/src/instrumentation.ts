import type { Instrumentation } from "next";
import { getApp } from "#trpc/app.ts";

/** Next calls this for each page that could not be made: joins the reference that the person sees to the request's id. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const requestId = String(request.headers["x-request-id"] ?? "");
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  const { log } = getApp().createContext({ requestId, address: "unknown", credentials: { kind: "none" } });
  log.error({ reference: digest, route: context.routePath, err: error }, "page failed");
};
