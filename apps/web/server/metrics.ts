import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "@causerie/api";
import { AppError } from "@causerie/core";

export const metricsPath = "/api/metrics";

/**
 * What this process has counted, in Prometheus' text format, for who brings the token.
 *
 * @throws {AppError} NOT_FOUND where there is no token, UNAUTHENTICATED for another one.
 */
export async function serveMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  { app, metricsToken }: { app: App; metricsToken: string | undefined },
): Promise<void> {
  if (metricsToken === undefined || app.metrics === null || request.method !== "GET") {
    throw new AppError("NOT_FOUND", { message: "no metrics" });
  }
  const [, brought = ""] = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (!timingSafeEqual(digest(brought), digest(metricsToken))) {
    response.setHeader("www-authenticate", "Bearer");
    throw new AppError("UNAUTHENTICATED", { message: "not the token of the metrics" });
  }
  const { contentType, text } = await app.metrics.render();
  response.writeHead(200, { "content-type": contentType, "cache-control": "no-store" });
  response.end(text);
}

/** Of one length whatever was brought, so that the comparison takes as long. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
