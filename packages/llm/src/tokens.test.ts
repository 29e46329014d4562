import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateTokens } from "./tokens.ts";

describe("estimateTokens", () => {
  it.each([
    ["", 0],
    ["a", 1],
    ["The river was high that morning.", 9],
    ["日本語", 4],
    ["2026", 3],
  ])("counts %j as %i", (text, tokens) => expect(estimateTokens(text)).toBe(tokens));

  it("never counts less for more, nor two parts for less than the whole", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        const whole = estimateTokens(a + b);
        expect(whole).toBeGreaterThanOrEqual(estimateTokens(a));
        expect(whole).toBeLessThanOrEqual(estimateTokens(a) + estimateTokens(b));
      }),
    );
  });
});
