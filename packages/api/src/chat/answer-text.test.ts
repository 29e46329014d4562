import fc from "fast-check";
import { expect, test } from "vitest";
import { type AnswerPiece, AnswerText, answerFromPieces } from "./answer-text.ts";

const kind = fc.constantFrom("text" as const, "reasoning" as const);
const delta = fc.record({ kind, text: fc.string({ unit: "binary", maxLength: 12 }) });

test("a text cut anywhere, also inside a surrogate pair, comes out whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.array(fc.nat(40)), (text, cuts) => {
      const answer = new AnswerText();
      const positions = [0, ...cuts.filter((cut) => cut <= text.length).sort((a, b) => a - b), text.length];
      for (const [index, start] of positions.entries()) answer.append("text", text.slice(start, positions[index + 1]));
      answer.end();
      const whole = text.toWellFormed().replaceAll("\0", "\u{FFFD}");
      expect(answer.toParts()).toEqual(whole === "" ? [] : [{ type: "text", text: whole }]);
    }),
  );
});

test("whoever read up to any point is given exactly the rest", () => {
  fc.assert(
    fc.property(fc.array(delta, { maxLength: 12 }), fc.nat(150), (deltas, from) => {
      const answer = new AnswerText();
      for (const { kind, text } of deltas) answer.append(kind, text);
      answer.end();
      const all = answer.readFrom(0);
      const rest = answer.readFrom(Math.min(from, answer.length));
      const text = all.map((piece) => piece.text).join("");
      expect(rest.map((piece) => piece.text).join("")).toBe(text.slice(from));
      for (const piece of rest) expect(text.slice(piece.at, piece.at + piece.text.length)).toBe(piece.text);
    }),
  );
});

test("a log folds back into the same parts, also when pieces stand in it twice", () => {
  fc.assert(
    fc.property(fc.array(delta, { maxLength: 12 }), fc.array(fc.nat(20), { maxLength: 4 }), (deltas, again) => {
      const answer = new AnswerText();
      const log: AnswerPiece[] = [];
      for (const { kind, text } of deltas) {
        const before = answer.length;
        answer.append(kind, text);
        log.push(...answer.readFrom(before));
      }
      const before = answer.length;
      answer.end();
      log.push(...answer.readFrom(before));
      const repeated = again.flatMap((index) => log[index] ?? []);
      expect(answerFromPieces([...log, ...repeated]).toParts()).toEqual(answer.toParts());
    }),
  );
});

test("what PostgreSQL can't store is replaced", () => {
  const answer = new AnswerText();
  answer.append("text", "a\0b\ud800");
  answer.append("text", "c");
  expect(answer.toParts()).toEqual([{ type: "text", text: "a\u{FFFD}b\u{FFFD}c" }]);
});
