import type { ClientRequest, IncomingMessage } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Timeouts } from "../config.ts";
import type { DeltaKind } from "../types.ts";
import { type AnswerBody, createAnswerBody } from "./answer-body.ts";
import { readAll } from "./bounded-body.ts";
import type { createAgents } from "./connect.ts";
import type { Pacer } from "./pacer.ts";
import { TransportError, type Trouble } from "./trouble.ts";

/** An error's body is read up to here; the rest says nothing more. */
const errorBodyLimit = 64 * 1024;

export type ExchangeOptions = {
  signal: AbortSignal;
  /** The text of the answer, which does not go through the provider's package. */
  onDelta(kind: DeltaKind, text: string): void;
  timeouts: Timeouts;
  pacer: Pacer;
  agents: ReturnType<typeof createAgents>;
  /** The longest answer, in UTF-16 code units of text and reasoning together. */
  answerLimit: number;
};

/** One request to a provider and its answer. */
export type Exchange = {
  /** For the provider's package; to be called once. */
  fetch: typeof globalThis.fetch;
  /** What went wrong on the way. Set before the body that the provider's package reads comes to its end. */
  trouble(): Trouble | null;
  /** Closes the connection when the answer is not wholly read. */
  close(): void;
};

export function createExchange(options: ExchangeOptions): Exchange {
  let trouble: Trouble | null = null;
  let request: ClientRequest | null = null;
  let body: AnswerBody | null = null;
  let rejectFetch: ((error: TransportError) => void) | null = null;
  let ended = false;
  const startedAt = performance.now();

  const timer = setTimeout(onFirstTokenTimeout, options.timeouts.firstTokenMs);
  options.signal.addEventListener("abort", onAbort, { once: true });

  function onAbort(): void {
    fail({ kind: "aborted" });
  }

  function onFirstTokenTimeout(): void {
    fail({ kind: "first-token-timeout", afterMs: performance.now() - startedAt });
  }

  /** A sign of life before the answer begins puts the timeout off, but not for ever. */
  function onSignOfLife(): void {
    if (performance.now() - startedAt < options.timeouts.firstTokenWithKeepAliveMs) timer.refresh();
  }

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
    body?.finish();
    rejectFetch?.(new TransportError(reason));
  }

  function send(url: URL, init: RequestInit, isRepeat: boolean, resolve: (response: Response) => void): void {
    const isSecure = url.protocol === "https:";
    const content = Buffer.from(typeof init.body === "string" ? init.body : "");
    const sent = (isSecure ? httpsRequest : httpRequest)(url, {
      method: init.method ?? "GET",
      agent: isSecure ? options.agents.https : options.agents.http,
      headers: { ...Object.fromEntries(new Headers(init.headers)), "content-length": content.length },
    });
    request = sent;
    sent.on("response", (response) => onResponse(response, resolve));
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // The server may close a kept connection in the moment that it is used again; then nothing was received.
      if (sent.reusedSocket && error.code === "ECONNRESET" && body === null && !isRepeat && !ended) {
        send(url, init, true, resolve);
      } else {
        fail(
          body === null ? { kind: "unreachable", reason: reasonOf(error) } : { kind: "cut", reason: reasonOf(error) },
        );
      }
    });
    sent.end(content);
  }

  function onResponse(response: IncomingMessage, resolve: (response: Response) => void): void {
    const status = response.statusCode ?? 0;
    const headers = headersOf(response);
    const isEventStream = status === 200 && !(headers.get("content-type") ?? "").includes("json");
    if (!isEventStream) {
      readAll(response, errorBodyLimit).then(
        (text) => {
          if (status === 200) fail(unexpectedJson(text));
          release();
          resolve(new Response(status === 204 ? null : text, { status: status < 200 ? 502 : status, headers }));
        },
        (error: unknown) => fail({ kind: "cut", reason: reasonOf(error) }),
      );
      return;
    }
    body = createAnswerBody({
      response,
      pacer: options.pacer,
      answerLimit: options.answerLimit,
      onDelta: options.onDelta,
      betweenTokensMs: options.timeouts.betweenTokensMs,
      onAnswerBegun: () => clearTimeout(timer),
      onSignOfLife,
      onEnd(reason) {
        if (reason === null) release();
        else fail(reason);
      },
    });
    resolve(new Response(body.stream, { status, headers }));
  }

  return {
    fetch: (input, init = {}) =>
      new Promise((resolve, reject) => {
        if (options.signal.aborted) fail({ kind: "aborted" });
        if (trouble !== null) return reject(new TransportError(trouble));
        rejectFetch = reject;
        send(new URL(input instanceof Request ? input.url : input), init, false, resolve);
      }),
    trouble: () => trouble,
    close: () => fail({ kind: "aborted" }),
  };
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
    headers.append(response.rawHeaders[i] ?? "", response.rawHeaders[i + 1] ?? "");
  }
  return headers;
}

/** Some servers report an error with status 200 and a JSON body where the stream should be. */
function unexpectedJson(text: string): Trouble {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "error" in value)
      return { kind: "error-chunk", error: value.error };
  } catch {
    // Not even JSON: malformed all the same.
  }
  return { kind: "malformed", reason: "no event stream" };
}

/** The system's code of an error, e.g. ECONNREFUSED. Its message is left out: it can hold an address. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown";
}
