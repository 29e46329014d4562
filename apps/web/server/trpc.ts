import type { IncomingMessage, ServerResponse } from "node:http";
import { type App, appRouter } from "@causerie/api";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { readCredentials } from "./credentials.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { SessionCookieOptions } from "./session-cookie.ts";
import { serveSubscription } from "./trpc-subscription.ts";

export const trpcPrefix = "/api/trpc/";

/** The most calls in one request. The app's own pages and client send one; each costs what a request costs. */
const maxBatchSize = 20;

export type TrpcContext = ReturnType<App["createContext"]>;

/** Answers `/api/trpc/*`. */
export async function serveTrpc(
  request: IncomingMessage,
  response: ServerResponse,
  facts: RequestFacts,
  options: { app: App; cookie: SessionCookieOptions; maxBodyBytes: number },
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://server");
  const path = decodePath(url.pathname.slice(trpcPrefix.length));
  const createContext = async (): Promise<TrpcContext> =>
    options.app.createContext({
      requestId: facts.id,
      address: facts.address,
      credentials: await readCredentials(request, options.cookie),
    });
  if (request.method === "GET" && request.headers.accept?.includes("text/event-stream")) {
    return serveSubscription(request, response, { path, query: url.searchParams, createContext });
  }
  response.setHeader("cache-control", "no-store");
  await nodeHTTPRequestHandler({
    router: appRouter,
    path,
    req: request,
    res: response,
    maxBodySize: options.maxBodyBytes,
    maxBatchSize,
    createContext,
  });
}

/** A path that is no valid escape names no procedure. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}
