import type { MessagePart } from "../messages/messages.schema.ts";

export type PartKind = MessagePart["type"];

/** A piece of an answer: `text` begins at `at` among all that the run wrote, in UTF-16 units. */
export type AnswerPiece = { at: number; kind: PartKind; text: string };

/**
 * What one run has written so far.
 *
 * Every position in it is one number, the offset over all its parts, so that a reader who knows how far it came can be
 * given exactly the rest, however the text arrived. It holds the answer once, whatever the number of readers.
 */
export class AnswerText {
  readonly #parts: { type: PartKind; text: string; start: number }[] = [];
  #length = 0;
  /** The piece that was added last: what nearly every reader asks for, given without cutting the whole text. */
  #last: AnswerPiece | null = null;
  /** The first half of a surrogate pair whose second half has not come yet. */
  #held: { kind: PartKind; text: string } | null = null;

  /** @param parts what was there before. */
  constructor(parts: readonly MessagePart[] = []) {
    for (const { type, text } of parts) this.#add(type, text);
  }

  /** How much can be read, in UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  /**
   * Adds what the model wrote. What PostgreSQL can't store (NUL, half of a surrogate pair) becomes U+FFFD; a pair that
   * is split over two deltas is put together.
   */
  append(kind: PartKind, delta: string): void {
    let text = delta;
    if (this.#held) {
      if (this.#held.kind === kind) text = this.#held.text + text;
      else this.#add(this.#held.kind, "\u{FFFD}");
      this.#held = null;
    }
    if (endsInHighSurrogate(text)) {
      this.#held = { kind, text: text.slice(-1) };
      text = text.slice(0, -1);
    }
    this.#add(kind, text.toWellFormed().replaceAll("\0", "\u{FFFD}"));
  }

  /** Nothing more comes: a half pair that still waits is given up. */
  end(): void {
    if (this.#held) this.#add(this.#held.kind, "\u{FFFD}");
    this.#held = null;
  }

  /** All that stands at `from` and after, one piece for each part that it touches. */
  readFrom(from: number): AnswerPiece[] {
    if (from >= this.#length) return [];
    if (this.#last?.at === from) return [this.#last];
    const pieces: AnswerPiece[] = [];
    for (let index = this.#parts.length - 1; index >= 0; index--) {
      const part = this.#parts[index];
      if (!part || part.start + part.text.length <= from) break;
      const skip = Math.max(0, from - part.start);
      pieces.unshift({ at: part.start + skip, kind: part.type, text: part.text.slice(skip) });
    }
    return pieces;
  }

  toParts(): MessagePart[] {
    return this.#parts.map(({ type, text }) => ({ type, text }));
  }

  #add(kind: PartKind, text: string): void {
    if (text === "") return;
    const last = this.#parts.at(-1);
    if (last?.type === kind) last.text += text;
    else this.#parts.push({ type: kind, text, start: this.#length });
    this.#last = { at: this.#length, kind, text };
    this.#length += text.length;
  }
}

function endsInHighSurrogate(text: string): boolean {
  const unit = text.charCodeAt(text.length - 1);
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** The text parts of a message, joined: what is searched, copied and sent to a model. */
export function textOf(parts: readonly MessagePart[]): string {
  return parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");
}

/** Puts the pieces of a log together again after what was there before, in the order of their offsets. */
export function answerFromPieces(pieces: readonly AnswerPiece[], before: readonly MessagePart[] = []): AnswerText {
  const answer = new AnswerText(before);
  appendPieces(
    answer,
    [...pieces].sort((a, b) => a.at - b.at),
  );
  answer.end();
  return answer;
}

/**
 * Adds what of these pieces, in their order, is new: one that comes twice (a batch repeated after a lost reply) counts once.
 *
 * @returns false when something is missing before one of them; from there on nothing is added.
 */
export function appendPieces(answer: AnswerText, pieces: readonly AnswerPiece[]): boolean {
  for (const piece of pieces) {
    if (piece.at > answer.length) return false;
    answer.append(piece.kind, piece.text.slice(answer.length - piece.at));
  }
  return true;
}
