import type { ClientRequest, IncomingMessage } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { urlToHttpOptions } from "node:url";
import type { Timeouts } from "../config.ts";
import type { createAgents } from "./connect.ts";
import type { Trouble } from "./trouble.ts";

export type OutgoingOptions = {
  signal: AbortSignal;
  timeouts: Timeouts;
  agents: ReturnType<typeof createAgents>;
  onResponse(response: IncomingMessage): void;
  /** Called once, after the connection was closed. */
  onFail(trouble: Trouble): void;
};

/** A request as it goes out, with what of it must be the same for each provider. */
export type Message = { url: URL; method: string; headers: Record<string, string>; content: Buffer };

/** One request to a provider: its connection, its timeouts, and the one reason for which it failed. */
export type Outgoing = {
  /** To be called once. */
  send(message: Message): void;
  /** What went wrong on the way. */
  readonly trouble: Trouble | null;
  /** A sign of life before the answer begins puts the first timeout off, but not for ever. */
  onSignOfLife(): void;
  /** The first timeout has no more to say. */
  onAnswerBegun(): void;
  /** All is well and over: nothing can fail any more. */
  release(): void;
  /** Ends it for this reason; without effect once it is over. */
  fail(reason: Trouble): void;
};

export function createOutgoing(options: OutgoingOptions): Outgoing {
  let trouble: Trouble | null = null;
  let request: ClientRequest | null = null;
  let hasResponse = false;
  let ended = false;
  const startedAt = performance.now();

  const timer = setTimeout(() => {
    fail({ kind: "first-token-timeout", afterMs: performance.now() - startedAt });
  }, options.timeouts.firstTokenMs);
  const onAbort = () => fail({ kind: "aborted" });
  options.signal.addEventListener("abort", onAbort, { once: true });

  function release(): void {
    ended = true;
    clearTimeout(timer);
    options.signal.removeEventListener("abort", onAbort);
  }

  function fail(reason: Trouble): void {
    if (ended) return;
    trouble = reason;
    release();
    request?.destroy();
    options.onFail(reason);
  }

  function send(message: Message, isRepeat: boolean): void {
    const { url, method, headers, content } = message;
    const isSecure = url.protocol === "https:";
    const sent = (isSecure ? httpsRequest : httpRequest)({
      ...addressOf(url),
      method,
      agent: isSecure ? options.agents.https : options.agents.http,
      headers: { ...headers, "content-length": content.length },
    });
    request = sent;
    sent.on("response", (response) => {
      hasResponse = true;
      options.onResponse(response);
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // The server may close a kept connection in the moment that it is used again; then nothing was received.
      if (sent.reusedSocket && error.code === "ECONNRESET" && !hasResponse && !isRepeat && !ended) send(message, true);
      else fail({ kind: hasResponse ? "cut" : "unreachable", reason: reasonOf(error) });
    });
    sent.end(content);
  }

  return {
    send(message) {
      if (options.signal.aborted) fail({ kind: "aborted" });
      if (!ended) send(message, false);
    },
    get trouble() {
      return trouble;
    },
    onSignOfLife() {
      if (performance.now() - startedAt < options.timeouts.firstTokenWithKeepAliveMs) timer.refresh();
    },
    onAnswerBegun: () => clearTimeout(timer),
    release,
    fail,
  };
}

type Address = ReturnType<typeof urlToHttpOptions>;
const addresses = new WeakMap<URL, Address>();

/** Read from a URL once, where the same one is asked again and again. */
function addressOf(url: URL): Address {
  const known = addresses.get(url);
  if (known) return known;
  const address = urlToHttpOptions(url);
  addresses.set(url, address);
  return address;
}

/** The system's code of an error, e.g. ECONNREFUSED. Its message is left out: it can hold an address. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}

/** Some servers report an error with status 200 and a JSON body where the stream should be. */
export function unexpectedJson(text: string): Trouble {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "error" in value)
      return { kind: "error-chunk", error: value.error };
  } catch {
    // Not even JSON: malformed all the same.
  }
  return { kind: "malformed", reason: "no event stream" };
}
