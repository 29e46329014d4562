import fc from "fast-check";
import { expect, test } from "vitest";
import { attachment, safeFileName } from "./file-name.ts";

test.each([
  [null, "conversation"],
  ["", "conversation"],
  ["...", "conversation"],
  ["../../etc/passwd", "etc passwd"],
  ["con", "conversation"],
  ["a\u0000b\u202Ec\nd", "a b c d"],
  ["Où va l’été ?", "Où va l’été"],
  ["🌞".repeat(200), "🌞".repeat(80)],
])("%j becomes %j", (title, name) => {
  expect(safeFileName(title)).toBe(name);
});

test("no title makes a header of more than one line, or a name that leaves its quotes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (title) => {
      const header = attachment(`${safeFileName(title)}.md`);
      expect(header).toMatch(
        /^attachment; filename="[\x20\x21\x23\x24\x26-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[\w.~%-]+$/,
      );
      expect(decodeURIComponent(header.split("UTF-8''")[1] ?? "")).toBe(`${safeFileName(title)}.md`);
    }),
  );
});
