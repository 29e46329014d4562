import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type App, toAppError } from "@causerie/api";
import { AppError } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import { exportPrefix, serveExport } from "./exports.ts";
import { guardOrigin } from "./guard.ts";
import { serveHealth } from "./health.ts";
import { importPrefix, maxPartBytes, serveImportPart } from "./imports.ts";
import { metricsPath, serveMetrics } from "./metrics.ts";
import { observeRequest } from "./observe-request.ts";
import { sendOpenAiError } from "./openai/openai-error.ts";
import { isOpenAiPath, maxCompletionBytes, serveOpenAi } from "./openai/serve-openai.ts";
import { type RequestFacts, readFacts } from "./request-facts.ts";
import { crossOrigin } from "./rest/cors.ts";
import { restPrefix, serveRest } from "./rest/rest.ts";
import { sendProblem } from "./rest/send-problem.ts";
import { sandboxPrefix, serveSandbox } from "./sandbox.ts";
import { baseHeaders, dataPolicy, newNonce, pagePolicy } from "./security-headers.ts";
import { sendError } from "./send-json.ts";
import type { SessionCookieOptions } from "./session-cookie.ts";
import { serveTrpc, trpcPrefix } from "./trpc.ts";

export type ListenerOptions = {
  app: App;
  log: Logger;
  /** Next's handler: pages, and the route handlers under them. */
  page(request: IncomingMessage, response: ServerResponse): Promise<void>;
  cookie: SessionCookieOptions;
  publicUrl: string | undefined;
  /** Unset: there are no metrics to be had. */
  metricsToken: string | undefined;
  /** Bound to the loopback address alone. */
  loopback: boolean;
  trustedProxies: number;
  /** Whose pages may call the API. */
  corsOrigins: readonly string[];
  maxBodyBytes: number;
  development: boolean;
};

/** Headers by which the server tells Next what it found out; a client's own are never passed on. */
const ownHeaders = ["x-nonce", "x-request-id", "x-causerie-address", "content-security-policy"];

/** The one entrance: every request passes the same checks here, whoever answers it. */
export function createRequestListener(options: ListenerOptions): RequestListener {
  const { app, log } = options;

  const maxBytesOf = (path: string) => {
    if (path.startsWith(importPrefix)) return maxPartBytes;
    return isOpenAiPath(path) ? maxCompletionBytes : options.maxBodyBytes;
  };

  async function answer(request: IncomingMessage, response: ServerResponse, facts: RequestFacts, path: string) {
    const from = path.startsWith(restPrefix) ? crossOrigin(request, response, options.corsOrigins) : "same";
    if (from === "preflight") return;
    guardOrigin(request, facts, { ...options, elsewhere: from === "allowed" });
    guardBody(request, maxBytesOf(path));
    if (path.startsWith("/api/")) {
      response.setHeader("content-security-policy", dataPolicy);
      if (path.startsWith(trpcPrefix)) return serveTrpc(request, response, facts, options);
      if (isOpenAiPath(path)) return serveOpenAi(request, response, facts, { ...options, path });
      if (path.startsWith(restPrefix)) return serveRest(request, response, facts, options);
      if (path.startsWith(exportPrefix)) return serveExport(request, response, facts, { ...options, path });
      if (path.startsWith(importPrefix)) return serveImportPart(request, response, facts, { ...options, path });
      if (path === metricsPath) return serveMetrics(request, response, options);
      if (path.startsWith("/api/health/") && (await serveHealth(path, response, app))) return;
    }
    if (path.startsWith(sandboxPrefix)) return serveSandbox(path, response);
    return servePage(request, response, facts, path);
  }

  function servePage(request: IncomingMessage, response: ServerResponse, facts: RequestFacts, path: string) {
    for (const name of ownHeaders) delete request.headers[name];
    request.headers["x-request-id"] = facts.id;
    request.headers["x-causerie-address"] = facts.address;
    if (!path.startsWith("/_next/static/") && !path.startsWith("/api/")) {
      const nonce = newNonce();
      const policy = pagePolicy(nonce, { secure: facts.secure, development: options.development });
      response.setHeader("content-security-policy", policy);
      request.headers["content-security-policy"] = policy;
      request.headers["x-nonce"] = nonce;
    }
    return options.page(request, response);
  }

  return (request, response) => {
    const facts = readFacts(request, options.trustedProxies);
    response.setHeader("x-request-id", facts.id);
    for (const [name, value] of Object.entries(baseHeaders(facts))) response.setHeader(name, value);
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const work = () =>
      answer(request, response, facts, path).catch((error: unknown) => {
        const { code } = toAppError(error);
        if (code === "INTERNAL") log.error({ requestId: facts.id, err: error }, "request failed");
        else log.info({ requestId: facts.id, code }, "request refused");
        if (isOpenAiPath(path)) sendOpenAiError(response, error);
        else if (path.startsWith(restPrefix)) sendProblem(response, error, { requestId: facts.id });
        else sendError(response, error);
      });
    observeRequest(request, response, { app, path, requestId: facts.id, work });
  };
}

/** A body that says it is too large is refused before it is read; one that does not say so, while it is. */
function guardBody(request: IncomingMessage, maxBytes: number): void {
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > maxBytes) throw new AppError("PAYLOAD_TOO_LARGE", { params: { limit: maxBytes } });
}
