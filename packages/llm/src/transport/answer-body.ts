import type { IncomingMessage } from "node:http";
import type { DeltaKind } from "../types.ts";
import { createAnswerReader } from "./answer-reader.ts";
import type { Pacer } from "./pacer.ts";
import type { Trouble } from "./trouble.ts";

/** A read of this many bytes means that more is waiting: pausing would only slow it down. */
const bulkRead = 32 * 1024;

export type AnswerBodyOptions = {
  response: IncomingMessage;
  pacer: Pacer;
  answerLimit: number;
  betweenTokensMs: number;
  onDelta(kind: DeltaKind, text: string): void;
  /** The first piece of the answer is there. */
  onAnswerBegun(): void;
  /** A comment or an empty delta came before the first piece. */
  onSignOfLife(): void;
  /** Nothing more will come; null when all is well. Called once, unless `finish` was called first. */
  onEnd(trouble: Trouble | null): void;
};

export type AnswerBody = {
  /** For the provider's parser: the events of the wire without the text that went to `onDelta`. */
  stream: ReadableStream<Uint8Array>;
  /** Ends the stream with what has been read so far. */
  finish(): void;
};

/**
 * Reads a streaming response: text to `onDelta`, the rest to a body for the provider's parser.
 *
 * The first piece of the answer passes at once. From then on the socket is read at the pacer's pace, and what came in between is
 * one delta. The stream ends without an error whatever happens, because an errored stream throws away what is queued, and
 * the person keeps what has been written; `onEnd` says what went wrong.
 */
export function createAnswerBody(options: AnswerBodyOptions): AnswerBody {
  const { response, pacer } = options;
  // Kept, because the response lets go of it before its own end is reported.
  const socket = response.socket;
  const reader = createAnswerReader({ characters: options.answerLimit });
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let begun = false;
  let ended = false;
  let unread = 0;
  let stallTimer: NodeJS.Timeout | null = null;

  const stream = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
    },
    cancel: () => end({ kind: "aborted" }),
  });
  pacer.enter();

  function finish(): void {
    if (ended) return;
    ended = true;
    pacer.leave();
    if (stallTimer !== null) clearTimeout(stallTimer);
    // A connection that is kept for the next request must not be left paused.
    socket.resume();
    controller?.close();
  }

  function end(trouble: Trouble | null): void {
    if (ended) return;
    // Tell first: whoever sees the stream's end must already find the reason.
    options.onEnd(trouble);
    finish();
  }

  function take(): void {
    const batch = reader.take();
    if (batch.events !== "") controller?.enqueue(Buffer.from(batch.events));
    if (batch.hasAnswer) {
      if (!begun) options.onAnswerBegun();
      begun = true;
      if (stallTimer === null) stallTimer = setTimeout(onStall, options.betweenTokensMs);
      else stallTimer.refresh();
    } else if (!begun) {
      options.onSignOfLife();
    }
    for (const { kind, text } of batch.deltas) if (text !== "") options.onDelta(kind, text);
    if (batch.trouble !== null) end(batch.trouble);
  }

  /** After all that one read from the socket held: one `data` event a chunk of the encoding, or a record of TLS. */
  function onRead(): void {
    const length = unread;
    unread = 0;
    if (ended) return;
    take();
    if (begun && !ended && length < bulkRead) pause();
  }

  function onStall(): void {
    // A provider that has finished its answer but keeps the connection open has told all there is.
    end(reader.finished ? null : { kind: "stalled", afterMs: options.betweenTokensMs });
    response.destroy();
  }

  function pause(): void {
    socket.pause();
    pacer.schedule(wake);
  }

  function wake(): void {
    if (ended) return;
    // The parser's chain has not taken the last batch yet: leave the rest in the kernel's buffer.
    if ((controller?.desiredSize ?? 1) < 0) pacer.schedule(wake);
    else socket.resume();
  }

  response.on("data", (bytes: Buffer) => {
    if (ended) return;
    reader.push(bytes);
    // Not before the next tick's queue has run dry: node:http resumes the socket there, whatever was paused before.
    if (unread === 0) setImmediate(onRead);
    unread += bytes.length;
  });
  response.on("end", () => {
    if (ended) return;
    reader.end();
    take();
    end(null);
  });
  response.on("error", () => {
    if (!ended && reader.finished) end(null);
    else end({ kind: "cut", reason: "the connection broke" });
  });
  return { stream, finish };
}
