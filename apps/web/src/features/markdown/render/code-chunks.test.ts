import fc from "fast-check";
import { expect, it } from "vitest";
import { type CodeChunks, chunkCode } from "./code-chunks.ts";

it("keeps every character and every full chunk while code grows", () => {
  const lines = fc.array(fc.stringMatching(/^[ab]{0,3}$/), { maxLength: 200 }).map((all) => all.join("\n"));
  fc.assert(
    fc.property(lines, fc.array(fc.nat(400), { maxLength: 6 }), (code, cuts) => {
      let state: CodeChunks | undefined;
      for (const cut of [...cuts.sort((a, b) => a - b), code.length]) {
        const next = chunkCode(state, code.slice(0, cut));
        expect(next.chunks.join("")).toBe(code.slice(0, cut));
        expect(next.chunks.slice(0, -1).every((chunk) => chunk.split("\n").length === 41)).toBe(true);
        state = next;
      }
      expect(state).toEqual(chunkCode(undefined, code));
    }),
  );
});

it("starts anew for other code", () => {
  expect(chunkCode(chunkCode(undefined, "one\ntwo"), "three").chunks).toEqual(["three"]);
});
