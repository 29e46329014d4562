import type { AppRouter } from "@causerie/api";
import type { TRPCClient } from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { CauserieError, toCauserieError } from "./error.ts";

type Outputs = inferRouterOutputs<AppRouter>;
type Sent = Outputs["chat"]["send"];
type Message = Outputs["messages"]["list"]["items"][number];

/** A piece of an answer as it comes. */
export type AnswerPiece = { kind: "text" | "reasoning"; text: string };

/**
 * An answer that is being written.
 *
 * Iterating it gives its text as it comes; when the connection or a piece is lost in between, it goes on at the exact
 * character.
 * The server writes the answer to its end whether or not anyone iterates.
 */
export class Answer implements AsyncIterable<string> {
  readonly conversationId: string;
  readonly userMessageId: string;
  /** Null when the conversation's assistant answers only when it is mentioned, and was not. */
  readonly assistantMessageId: string | null;
  readonly runId: string | null;
  /** The message waits for an answer that was being written. */
  readonly queued: boolean;
  readonly #api: TRPCClient<AppRouter>;
  readonly #signal: AbortSignal | undefined;
  #message: Message | null = null;

  /** @param signal ends the reading: iterating then throws its reason. */
  constructor(api: TRPCClient<AppRouter>, sent: Sent, signal?: AbortSignal) {
    this.#api = api;
    this.#signal = signal;
    this.conversationId = sent.conversationId;
    this.userMessageId = sent.userMessageId;
    this.assistantMessageId = sent.assistantMessageId;
    this.runId = sent.runId;
    this.queued = sent.queued;
  }

  /** The finished message with its usage; null until an iteration came to its end. */
  get message(): Message | null {
    return this.#message;
  }

  /** Ends the answer where it is; what was written stays. */
  async stop(): Promise<void> {
    if (this.runId !== null) await this.#api.chat.stop.mutate({ runId: this.runId });
  }

  /** The answer's text, without its reasoning. @throws {CauserieError} when the answer failed, after what came of it. */
  async *[Symbol.asyncIterator](): AsyncGenerator<string, void> {
    for await (const piece of this.pieces()) if (piece.kind === "text") yield piece.text;
  }

  /** The answer's text and reasoning, in order. Throws as iterating the answer itself does. */
  async *pieces(): AsyncGenerator<AnswerPiece, void> {
    const { runId } = this;
    const signal = this.#signal;
    // Nobody was asked.
    if (runId === null) return;
    const waiting: AnswerPiece[] = [];
    let length = 0;
    let failure: CauserieError | null = null;
    let wake = () => {};
    const onAbort = () => wake();

    const open = () =>
      this.#api.chat.onEvent.subscribe(
        { conversationId: this.conversationId },
        {
          onData: (item) => {
            // A tracked item carries its event in `data`; the others are events themselves.
            const event = "data" in item ? item.data : item;
            if (event.type === "delta" && event.runId === runId) {
              if (event.at > length) {
                // A piece is missing. A stream that is opened anew begins with all of the answer.
                subscription.unsubscribe();
                subscription = open();
                return;
              }
              // After a lost connection a piece can come again: only what is new of it counts.
              const text = event.text.slice(Math.max(0, length - event.at));
              length = Math.max(length, event.at + event.text.length);
              if (text !== "") waiting.push({ kind: event.kind, text });
            } else if (event.type === "message" && event.message.id === this.assistantMessageId) {
              if (event.message.run?.status === "queued" || event.message.run?.status === "streaming") return;
              waiting.push(...restOf(event.message, length));
              this.#message = event.message;
            } else if (event.type === "queue" && !event.items.some(({ id }) => id === this.userMessageId)) {
              // It had its turn, or was taken back: only then there is no run of it.
              this.#api.chat.sent.query({ runId }).catch((error: unknown) => {
                failure ??= toCauserieError(error);
                wake();
              });
            } else if (event.type === "deleted") {
              failure = new CauserieError("NOT_FOUND", "The conversation was deleted.");
            }
            wake();
          },
          onError: (error) => {
            failure = toCauserieError(error);
            wake();
          },
        },
      );
    let subscription = open();
    signal?.addEventListener("abort", onAbort);
    try {
      for (;;) {
        signal?.throwIfAborted();
        yield* waiting.splice(0);
        if (failure) throw failure;
        if (this.#message) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      subscription.unsubscribe();
    }
    const error = this.#message.run?.error;
    if (error) throw new CauserieError(error.code, "The answer failed.", { params: error.params });
  }
}

/** What of a finished message stands after its first `length` characters: what ended before it could be streamed. */
function restOf(message: Message, length: number): AnswerPiece[] {
  let skip = length;
  return message.parts.flatMap(({ type, text }) => {
    const rest = text.slice(Math.min(skip, text.length));
    skip = Math.max(0, skip - text.length);
    return rest === "" ? [] : [{ kind: type, text: rest }];
  });
}
