import { expect, test } from "vitest";
import { answerText, countTokens } from "./answer-text.ts";

test("an answer has at least the tokens asked for, and not a block more", () => {
  const text = answerText(3_000);
  expect(countTokens(text)).toBeGreaterThanOrEqual(3_000);
  expect(countTokens(text.slice(0, text.lastIndexOf("\n\n")))).toBeLessThan(3_000);
});

test("it has code, tables and maths", () => {
  const text = answerText(3_000);
  for (const mark of ["```ts\n", "| row 0 |", "$$\n"]) expect(text).toContain(mark);
});
