import type { IncomingMessage, ServerResponse } from "node:http";

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  // Proxies must neither keep, hold back nor recompress a stream.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** How often a quiet stream says that it lives; below the idle limits of common proxies. */
const pingEveryMs = 15_000;
/** A client that hears nothing for this long connects anew. */
const reconnectAfterMs = 40_000;
/**
 * How long a browser waits before it comes back, in milliseconds: short, so that the stream goes on elsewhere before anyone
 * sees it (their own default is 3 s), and not the same for all, so that they do not come back all at once.
 */
const comeBackAfterMs = () => Math.round(200 + Math.random() * 600);
const ping = "event: ping\ndata: \n\n";

const open = new Set<ServerResponse>();
setInterval(() => {
  for (const response of open) response.write(ping);
}, pingEveryMs).unref();

/** JSON of an event, written once however many watch it: watchers are given the same objects. */
const encoded = new WeakMap<object, string>();

export function encodeOnce(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const known = encoded.get(value);
  if (known !== undefined) return known;
  const json = JSON.stringify(value);
  encoded.set(value, json);
  return json;
}

/** One stream of server-sent events in the form that tRPC's subscription link reads, written without web streams. */
export class EventStream {
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#response = response;
    request.socket.setNoDelay(true);
    response.writeHead(200, headers);
    const connected = `{"reconnectAfterInactivityMs":${reconnectAfterMs}}`;
    response.write(`retry: ${comeBackAfterMs()}\nevent: connected\ndata: ${connected}\n\n`);
    open.add(response);
    response.once("close", () => open.delete(response));
  }

  /**
   * Writes one event. When the reader is slow it resolves only once there is room again; what was not asked for
   * meanwhile costs nothing, because watchers read from where they stand.
   */
  send(data: unknown, id: string | null): Promise<void> | undefined {
    const frame = id === null ? `data: ${encodeOnce(data)}\n\n` : `data: ${encodeOnce(data)}\nid: ${id}\n\n`;
    if (this.#response.write(frame)) return undefined;
    return new Promise((resolve) => {
      const done = () => {
        this.#response.off("drain", done);
        this.#response.off("close", done);
        resolve();
      };
      this.#response.once("drain", done);
      this.#response.once("close", done);
    });
  }

  fail(errorShape: unknown): void {
    this.#response.end(`event: serialized-error\ndata: ${JSON.stringify(errorShape)}\n\n`);
  }

  /** The subscription is over; the client does not come back for more. */
  end(): void {
    this.#response.end("event: return\ndata: \n\n");
  }
}

/** Closes every open stream without an end, so that clients connect again, elsewhere or after the restart. */
export function closeEventStreams(): void {
  for (const response of open) response.destroy();
  open.clear();
}
