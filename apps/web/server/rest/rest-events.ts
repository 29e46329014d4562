import type { IncomingMessage, ServerResponse } from "node:http";
import { toProblem } from "@causerie/api";
import { isTrackedEnvelope } from "@trpc/server";
import { EventStream } from "../sse.ts";

/** Answers a subscription as server-sent events; `Last-Event-ID` goes on right after that event. */
export async function serveRestEvents(
  request: IncomingMessage,
  response: ServerResponse,
  options: { input: unknown; call(input: unknown): Promise<unknown>; leave: AbortController },
): Promise<void> {
  const { input, call, leave } = options;
  const lastEventId = request.headers["last-event-id"];
  const events = await call({ ...(input as object), ...(lastEventId ? { lastEventId } : {}) });
  if (!isAsyncIterable(events)) throw new TypeError("no subscription");
  const iterator = events[Symbol.asyncIterator]();
  // What the first step refuses is still answered with a status.
  let step = await iterator.next();
  const stream = new EventStream(request, response);
  try {
    while (!step.done && !leave.signal.aborted) {
      const item: unknown = step.value;
      const waiting = isTrackedEnvelope(item) ? stream.send(item[1], item[0]) : stream.send(item, null);
      if (waiting) await waiting;
      step = await iterator.next();
    }
    stream.end();
  } catch (error) {
    if (!leave.signal.aborted) stream.fail(toProblem(error));
  } finally {
    await iterator.return?.();
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
