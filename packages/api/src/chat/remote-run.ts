import type { MessageView } from "../messages/messages.schema.ts";
import { type AnswerPiece, AnswerText, appendPieces } from "./answer-text.ts";
import { DeltaCache } from "./deltas.ts";
import type { FollowedRun } from "./followed-run.ts";

/** A run that another process writes, as far as it is known here. */
export class RemoteRun implements FollowedRun {
  readonly ids: { runId: string; messageId: string };
  readonly view: MessageView;
  readonly baseLength: number;
  readonly #answer: AnswerText;
  readonly #deltas: DeltaCache;
  /** It writes no more, or another process does: the message is to be read again. */
  ended = false;

  /** @param view the message as the database has it: what it held before the run. */
  constructor(runId: string, view: MessageView) {
    this.ids = { runId, messageId: view.id };
    this.view = view;
    this.#answer = new AnswerText(view.parts);
    this.baseLength = this.#answer.length;
    this.#deltas = new DeltaCache(this.ids, this.#answer);
  }

  get length(): number {
    return this.#answer.length;
  }

  /** Adds what is new of these pieces; false: something before them is missing, and they are left out. */
  take(pieces: readonly AnswerPiece[]): boolean {
    return appendPieces(this.#answer, pieces);
  }

  eventsFrom(from: number) {
    return this.#deltas.eventsFrom(from);
  }
}
