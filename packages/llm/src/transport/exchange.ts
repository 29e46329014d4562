import type { IncomingMessage } from "node:http";
import type { DeltaKind } from "../types.ts";
import { type AnswerBody, createAnswerBody } from "./answer-body.ts";
import { readAll } from "./bounded-body.ts";
import { createOutgoing, type OutgoingOptions, reasonOf, unexpectedJson } from "./outgoing.ts";
import type { Pacer } from "./pacer.ts";
import { TransportError, type Trouble } from "./trouble.ts";

/** An error's body is read up to here; the rest says nothing more. */
const errorBodyLimit = 64 * 1024;

export type ExchangeOptions = Pick<OutgoingOptions, "signal" | "timeouts" | "agents"> & {
  /** The text of the answer, which does not go through the provider's package. */
  onDelta(kind: DeltaKind, text: string): void;
  pacer: Pacer;
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
  let body: AnswerBody | null = null;
  let settleFetch: { resolve(response: Response): void; reject(error: TransportError): void } | null = null;

  const outgoing = createOutgoing({
    ...options,
    onResponse,
    onFail(reason) {
      body?.finish();
      settleFetch?.reject(new TransportError(reason));
    },
  });

  function onResponse(response: IncomingMessage): void {
    const status = response.statusCode ?? 0;
    const headers = headersOf(response);
    const isEventStream = status === 200 && !(headers.get("content-type") ?? "").includes("json");
    if (!isEventStream) {
      readAll(response, errorBodyLimit).then(
        (text) => {
          if (status === 200) outgoing.fail(unexpectedJson(text));
          outgoing.release();
          settleFetch?.resolve(
            new Response(status === 204 ? null : text, { status: status < 200 ? 502 : status, headers }),
          );
        },
        (error: unknown) => outgoing.fail({ kind: "cut", reason: reasonOf(error) }),
      );
      return;
    }
    body = createAnswerBody({
      response,
      pacer: options.pacer,
      answerLimit: options.answerLimit,
      onDelta: options.onDelta,
      betweenTokensMs: options.timeouts.betweenTokensMs,
      onAnswerBegun: outgoing.onAnswerBegun,
      onSignOfLife: outgoing.onSignOfLife,
      onEnd(reason) {
        if (reason === null) outgoing.release();
        else outgoing.fail(reason);
      },
    });
    settleFetch?.resolve(new Response(body.stream, { status, headers }));
  }

  return {
    fetch: (input, init = {}) =>
      new Promise((resolve, reject) => {
        if (outgoing.trouble !== null) return reject(new TransportError(outgoing.trouble));
        settleFetch = { resolve, reject };
        outgoing.send({
          url: new URL(input instanceof Request ? input.url : input),
          method: init.method ?? "GET",
          headers: Object.fromEntries(new Headers(init.headers)),
          content: Buffer.from(typeof init.body === "string" ? init.body : ""),
        });
      }),
    trouble: () => outgoing.trouble,
    close: () => outgoing.fail({ kind: "aborted" }),
  };
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers();
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
    headers.append(response.rawHeaders[i] ?? "", response.rawHeaders[i + 1] ?? "");
  }
  return headers;
}
