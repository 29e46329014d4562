import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanTitle, titleFrom } from "./title.ts";

test.each([
  ["**A walk in the woods.**\n\nMore", "A walk in the woods"],
  ["« Une causerie »", "Une causerie"],
  ['# "Title"', "Title"],
  ["Why the *row* is **locked** by `SELECT`", "Why the row is locked by SELECT"],
  ["The [manual](https://example.org/a) of _Causerie_", "The manual of Causerie"],
  ["What 2 * 3 * 4 is, in snake_case_names", "What 2 * 3 * 4 is, in snake_case_names"],
  ["Title: “Seats and locks”", "Seats and locks"],
  ["Here is a diagram:", "Here is a diagram"],
  ["\n", ""],
])("%j becomes %j", (text, title) => expect(cleanTitle(text)).toBe(title));

test("any text gives one line of at most 80 characters that can be stored", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      for (const title of [cleanTitle(text), titleFrom(text)]) {
        expect([...title].length).toBeLessThanOrEqual(80);
        expect(title.isWellFormed() && !title.includes("\0") && !/[\r\n]/.test(title)).toBe(true);
      }
    }),
  );
});
