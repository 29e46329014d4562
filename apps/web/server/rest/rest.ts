import type { IncomingMessage, ServerResponse } from "node:http";
import { type App, appRouter, openApiDocument, toAppError } from "@causerie/api";
import type { Logger } from "@causerie/core/server";
import { callTRPCProcedure } from "@trpc/server";
import { readProgramCredentials } from "../credentials.ts";
import type { RequestFacts } from "../request-facts.ts";
import { sendJson } from "../send-json.ts";
import { doOnce, keyOf, withMessageId } from "./idempotent.ts";
import { rateLimitHeaders } from "./rate-limit-headers.ts";
import { readBody } from "./read-body.ts";
import { serveRestEvents } from "./rest-events.ts";
import { routeInput } from "./route-input.ts";
import { matchRoute, type RouteMatch } from "./route-table.ts";
import { sendProblem } from "./send-problem.ts";

export const restPrefix = "/api/v1/";
const documentPath = "openapi.json";

export type RestOptions = { app: App; log: Logger; maxBodyBytes: number };
type Context = ReturnType<App["createContext"]>;

/** Answers `/api/v1/*`: the router's procedures, under the paths that their `meta.openapi` names. */
export async function serveRest(
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
  options: RestOptions,
): Promise<void> {
  const { app, log, maxBodyBytes } = options;
  const { method = "GET" } = request;
  // No cookie counts here: what a browser sends by itself can't be told from what its person wants.
  const credentials = readProgramCredentials(request);
  const origin = { requestId: facts.id, address: facts.address, credentials };
  const ctx = app.createContext({ ...origin, onRateLimit: rateLimitHeaders(response) });
  let match: RouteMatch | undefined;
  try {
    const url = new URL(request.url ?? "/", "http://server");
    const path = url.pathname.slice(restPrefix.length);
    if (path === documentPath && (method === "GET" || method === "HEAD")) {
      return sendJson(response, 200, openApiDocument());
    }
    match = matchRoute(method, path);
    const body = await readBody(request, maxBodyBytes);
    const input = routeInput(match.route, { params: match.params, query: url.searchParams, body: body.value });
    const call = { request, response, ctx, route: match.route, input, content: [method, url.href, body.text] };
    await answer(call);
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "INTERNAL") log.error({ requestId: facts.id, err: error }, "request failed");
    sendProblem(response, error, { requestId: facts.id, body: match?.route.body });
  }
}

type Call = {
  request: IncomingMessage;
  response: ServerResponse;
  ctx: Context;
  route: RouteMatch["route"];
  input: unknown;
  content: readonly string[];
};

async function answer({ request, response, ctx, route, input, content }: Call): Promise<void> {
  const leave = new AbortController();
  response.once("close", () => leave.abort());
  const call = (value: unknown): Promise<unknown> =>
    callTRPCProcedure({
      router: appRouter,
      path: route.name,
      getRawInput: async () => value,
      ctx,
      type: route.kind,
      signal: leave.signal,
      batchIndex: 0,
    });
  if (route.kind === "subscription") return serveRestEvents(request, response, { input, call, leave });

  const execute = async (value: unknown) => {
    const result = await call(value);
    const status = route.status ?? (route.output ? 200 : 204);
    return { status, body: status === 204 ? null : JSON.stringify(result) };
  };
  const key = keyOf(request);
  const done =
    key === null || route.method !== "POST"
      ? { ...(await execute(input)), replayed: false }
      : await doOnce({ ctx, route, key, content }, () => execute(withMessageId(route, input, key)));
  if (done.replayed) response.setHeader("idempotent-replayed", "true");
  response.setHeader("cache-control", "no-store");
  if (done.body !== null) response.setHeader("content-type", "application/json; charset=utf-8");
  response.writeHead(done.status).end(done.body);
}
