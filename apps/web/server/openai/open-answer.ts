import type { ServerResponse } from "node:http";

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  // Proxies must neither keep, hold back nor recompress a stream.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** How often a stream says that it lives before the model says a word; twice that is below the idle limits of common proxies. */
const pingEveryMs = 12_000;

/** Streams that no word has come to yet. From the first ping on, a failure has no status of its own any more. */
const quiet = new Set<ServerResponse>();
let quietAtLastTick: readonly ServerResponse[] = [];
setInterval(() => {
  for (const response of quietAtLastTick) if (quiet.has(response)) begin(response).write(": waiting\n\n");
  quietAtLastTick = [...quiet];
}, pingEveryMs).unref();

function begin(response: ServerResponse): ServerResponse {
  if (!response.headersSent) response.writeHead(200, streamHeaders);
  return response;
}

/** Made once: a reason with a stack for each client costs more than it says. */
const clientLeft = new Error("the client went away");

/** Where one answer goes. The headers wait for its first event: until then a failure has a status of its own. */
export function openAnswer(response: ServerResponse, { stream }: { stream?: boolean | null | undefined }) {
  const leave = new AbortController();
  response.once("close", () => {
    quiet.delete(response);
    if (!response.writableFinished) leave.abort(clientLeft);
  });
  if (stream) {
    response.socket?.setNoDelay(true);
    quiet.add(response);
  }
  return {
    signal: leave.signal,
    onConversation: (id: string) => {
      if (!response.headersSent) response.setHeader("x-conversation-id", id);
    },
    onEvents(events: string | Buffer, isLast: boolean): Promise<void> | undefined {
      quiet.delete(response);
      // The last ones leave together with the end, which follows at once.
      if (isLast) response.cork();
      return begin(response).write(events) || isLast ? undefined : roomAgain(response);
    },
    /** It is complete; `body` when it was not streamed. */
    end({ body }: { body: string | null }): void {
      if (leave.signal.aborted) return;
      if (stream) {
        begin(response).end("data: [DONE]\n\n");
        return;
      }
      response.writeHead(200, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
      response.end(body);
    },
  };
}

function roomAgain(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.once("drain", done);
    response.once("close", done);
  });
}
