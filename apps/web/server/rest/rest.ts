import type { IncomingMessage, ServerResponse } from "node:http";
import { type App, appRouter, toAppError } from "@causerie/api";
import type { Logger } from "@causerie/core/server";
import { callTRPCProcedure } from "@trpc/server";
import { readProgramCredentials } from "../credentials.ts";
import type { RequestFacts } from "../request-facts.ts";
import { readBody } from "./read-body.ts";
import { serveRestEvents } from "./rest-events.ts";
import { routeInput } from "./route-input.ts";
import { matchRoute, type RouteMatch } from "./route-table.ts";
import { sendProblem } from "./send-problem.ts";

export const restPrefix = "/api/v1/";

export type RestOptions = { app: App; log: Logger; maxBodyBytes: number };

/** Answers `/api/v1/*`: the router's procedures, under the paths that their `meta.openapi` names. */
export async function serveRest(
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
  options: RestOptions,
): Promise<void> {
  let match: RouteMatch | undefined;
  try {
    const url = new URL(request.url ?? "/", "http://server");
    match = matchRoute(request.method ?? "GET", url.pathname.slice(restPrefix.length));
    await answer(request, response, { ...match, query: url.searchParams }, facts, options);
  } catch (error) {
    const { code } = toAppError(error);
    if (code === "INTERNAL") options.log.error({ requestId: facts.id, err: error }, "request failed");
    sendProblem(response, error, { requestId: facts.id, body: match?.route.body });
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  asked: RouteMatch & { query: URLSearchParams },
  facts: RequestFacts,
  { app, maxBodyBytes }: RestOptions,
): Promise<void> {
  const { route, params, query } = asked;
  // No cookie counts here: what a browser sends by itself can't be told from what its person wants.
  const credentials = readProgramCredentials(request);
  const ctx = app.createContext({ requestId: facts.id, address: facts.address, credentials });
  const body = await readBody(request, maxBodyBytes);
  const input = routeInput(route, { params, query, body: body.value });
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

  const result = await call(input);
  const status = route.status ?? (route.output ? 200 : 204);
  response.setHeader("cache-control", "no-store");
  if (status === 204) {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(result));
}
