import type { MessageView } from "../messages/messages.schema.ts";
import { AnswerText, type PartKind } from "./answer-text.ts";
import { DeltaCache } from "./deltas.ts";
import type { FollowedRun } from "./followed-run.ts";

export type RunIds = {
  runId: string;
  /** The conversation's owner. */
  userId: string;
  conversationId: string;
  messageId: string;
  /** Who asked, and whose usage it is. */
  askerId: string;
  /** The API key by which they asked. */
  keyId: string | null;
};

export type Ending = "stop" | "interrupt" | "abandon";

/** A run that this process writes: what it wrote, and how far that is written down. */
export class ActiveRun implements FollowedRun {
  readonly ids: RunIds;
  /** The message as it was when the run began: what comes after is deltas. */
  readonly view: MessageView;
  /** The question, when it is the first of a conversation that has no name yet. */
  readonly firstQuestion: string | null;
  readonly answer: AnswerText;
  readonly baseLength: number;
  readonly #abort = new AbortController();
  readonly #deltas: DeltaCache;
  /** How much of the answer stands in the log, or stood in the message before. */
  loggedLength: number;
  /** When the lease was last renewed, on the monotonic clock. */
  renewedAt: number;
  /** Until when another process wants to hear what it writes, on the monotonic clock. */
  followedUntil = 0;
  /** How much was told to other processes. */
  toldLength = 0;
  /** Why it was told to end before its time, if it was. */
  ending: Ending | null = null;

  constructor(run: { ids: RunIds; view: MessageView; firstQuestion: string | null; renewedAt: number }) {
    this.ids = run.ids;
    this.view = run.view;
    this.firstQuestion = run.firstQuestion;
    this.renewedAt = run.renewedAt;
    this.answer = new AnswerText(run.view.parts);
    this.baseLength = this.answer.length;
    this.loggedLength = this.baseLength;
    this.#deltas = new DeltaCache(run.ids, this.answer);
  }

  get length(): number {
    return this.answer.length;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  append(kind: PartKind, text: string): void {
    this.answer.append(kind, text);
  }

  /** Ends the model's call; the first reason given stands. */
  cancel(reason: Ending): void {
    this.ending ??= reason;
    this.#abort.abort();
  }

  eventsFrom(from: number) {
    return this.#deltas.eventsFrom(from);
  }
}
