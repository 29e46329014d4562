import type { IncomingMessage, ServerResponse } from "node:http";

/** What a page elsewhere may read of an answer beside its body. */
const exposed = [
  "idempotent-replayed",
  "location",
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "x-request-id",
].join(", ");
const allowedHeaders = "authorization, content-type, idempotency-key, last-event-id, x-api-key";
const allowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE";

/**
 * Lets pages of the named origins call the API with a token or key of their own. Never with a cookie: nothing here allows
 * credentials, and below `/api/v1` no cookie counts.
 *
 * @returns `preflight`: the request was only the question, and is answered. `allowed`: it may come from where it comes from.
 */
export function crossOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): "preflight" | "allowed" | "same" {
  const { origin } = request.headers;
  if (origins.length > 0) response.appendHeader("vary", "origin");
  if (origin === undefined || !origins.includes(origin)) return "same";
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-expose-headers", exposed);
  response.setHeader("cross-origin-resource-policy", "cross-origin");
  if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) return "allowed";
  response.writeHead(204, {
    "access-control-allow-methods": allowedMethods,
    "access-control-allow-headers": allowedHeaders,
    "access-control-max-age": "7200",
  });
  response.end();
  return "preflight";
}
