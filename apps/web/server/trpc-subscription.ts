import type { IncomingMessage, ServerResponse } from "node:http";
import { type AppRouter, appRouter, toTrpcError } from "@causerie/api";
import { AppError } from "@causerie/core";
import { callTRPCProcedure, getTRPCErrorFromUnknown, isTrackedEnvelope, type TRPCError } from "@trpc/server";
import { getErrorShape } from "@trpc/server/unstable-core-do-not-import";
import { EventStream } from "./sse.ts";
import type { TrpcContext } from "./trpc.ts";

/**
 * Serves one subscription as server-sent events.
 *
 * It does what tRPC's own resolver does, and speaks the same format, without a chain of web streams for each watcher:
 * that chain costs more than all the rest of an event (docs/decisions/010).
 */
export async function serveSubscription(
  request: IncomingMessage,
  response: ServerResponse,
  call: { path: string; query: URLSearchParams; createContext(): Promise<TrpcContext> },
): Promise<void> {
  const leave = new AbortController();
  response.once("close", () => leave.abort());
  const { path } = call;
  let ctx: TrpcContext | undefined;
  const shape = (error: TRPCError) =>
    getErrorShape({ config: appRouter._def._config, error, type: "subscription", path, input: undefined, ctx });

  let iterator: AsyncIterable<unknown>;
  try {
    ctx = await call.createContext();
    const input = readInput(call.query, request);
    const result: unknown = await callTRPCProcedure({
      router: appRouter satisfies AppRouter,
      path,
      getRawInput: async () => input,
      ctx,
      type: "subscription",
      signal: leave.signal,
      batchIndex: 0,
    });
    if (!isAsyncIterable(result)) throw new TypeError(`${path} is no subscription`);
    iterator = result;
  } catch (cause) {
    const error = toTrpcError(getTRPCErrorFromUnknown(cause));
    const body = shape(error);
    response.writeHead(body.data.httpStatus, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: body }));
    return;
  }

  const stream = new EventStream(request, response);
  try {
    for await (const item of iterator) {
      const waiting = isTrackedEnvelope(item) ? stream.send(item[1], item[0]) : stream.send(item, null);
      if (waiting) await waiting;
      if (leave.signal.aborted) return;
    }
    stream.end();
  } catch (cause) {
    if (!leave.signal.aborted) stream.fail(shape(toTrpcError(cause)));
  }
}

/** The procedure's input, with the id after which a client that comes back wants to go on. */
function readInput(query: URLSearchParams, request: IncomingMessage): unknown {
  const raw = query.get("input");
  const input = raw === null ? undefined : parseJson(raw);
  const lastEventId = request.headers["last-event-id"] ?? query.get("lastEventId") ?? query.get("Last-Event-Id");
  if (!lastEventId || typeof input !== "object" || input === null) return input;
  return { ...input, lastEventId };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID_INPUT", { message: "input is no JSON", cause });
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
