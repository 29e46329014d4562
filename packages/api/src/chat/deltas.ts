import type { AnswerPiece, AnswerText } from "./answer-text.ts";
import type { ChatEvent } from "./chat.schema.ts";

export type DeltaEvent = Extract<ChatEvent, { type: "delta" }>;

/**
 * The deltas of one run. Watchers who are equally far get the very same objects, so that an event is encoded once however
 * many watch.
 */
export class DeltaCache {
  readonly #ids: { runId: string; messageId: string };
  readonly #answer: AnswerText;
  #events: readonly DeltaEvent[] = [];
  #from = -1;
  #length = -1;

  constructor(ids: { runId: string; messageId: string }, answer: AnswerText) {
    this.#ids = ids;
    this.#answer = answer;
  }

  /** What stands at `from` and after, in UTF-16 units. */
  eventsFrom(from: number): readonly DeltaEvent[] {
    if (this.#from === from && this.#length === this.#answer.length) return this.#events;
    this.#events = this.#answer.readFrom(from).map((piece) => deltaEvent(this.#ids, piece));
    this.#from = from;
    this.#length = this.#answer.length;
    return this.#events;
  }
}

function deltaEvent(ids: { runId: string; messageId: string }, piece: AnswerPiece): DeltaEvent {
  return { type: "delta", runId: ids.runId, messageId: ids.messageId, ...piece };
}
