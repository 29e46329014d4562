import type { MessageView } from "../messages/messages.schema.ts";
import { AnswerText, type PartKind } from "./answer-text.ts";
import type { ChatEvent } from "./chat.schema.ts";

export type DeltaEvent = Extract<ChatEvent, { type: "delta" }>;

export type RunIds = { runId: string; userId: string; conversationId: string; messageId: string };

/** A run that this process writes: what it wrote, and how far that is written down. */
export class ActiveRun {
  readonly ids: RunIds;
  /** The question, when it is the first of a conversation that has no name yet. */
  readonly firstQuestion: string | null;
  readonly answer = new AnswerText();
  readonly #abort = new AbortController();
  readonly #view: MessageView;
  #cached: readonly DeltaEvent[] = [];
  #cachedAt = -1;
  #cachedLength = -1;
  /** How much of the answer stands in the log. */
  loggedLength = 0;
  /** When the lease was last renewed, on the monotonic clock. */
  renewedAt: number;
  /** Why it was told to end before its time, if it was. */
  ending: "stop" | "interrupt" | "abandon" | null = null;

  constructor(run: { ids: RunIds; view: MessageView; firstQuestion: string | null; renewedAt: number }) {
    this.ids = run.ids;
    this.#view = run.view;
    this.firstQuestion = run.firstQuestion;
    this.renewedAt = run.renewedAt;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The message as it is while it is written: its text comes as deltas. */
  get view(): MessageView {
    return this.#view;
  }

  append(kind: PartKind, text: string): void {
    this.answer.append(kind, text);
  }

  /** Ends the model's call; the first reason given stands. */
  cancel(reason: "stop" | "interrupt" | "abandon"): void {
    this.ending ??= reason;
    this.#abort.abort();
  }

  /**
   * The deltas from `from` on. Watchers who are equally far get the very same objects, so that an event is encoded once
   * however many watch.
   */
  eventsFrom(from: number): readonly DeltaEvent[] {
    if (this.#cachedAt === from && this.#cachedLength === this.answer.length) return this.#cached;
    const events = this.answer.readFrom(from).map((piece) => deltaEvent(this.ids, piece));
    this.#cached = events;
    this.#cachedAt = from;
    this.#cachedLength = this.answer.length;
    return events;
  }
}

function deltaEvent(
  ids: { runId: string; messageId: string },
  piece: { at: number; kind: PartKind; text: string },
): DeltaEvent {
  return { type: "delta", runId: ids.runId, messageId: ids.messageId, ...piece };
}
