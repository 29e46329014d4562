import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleLines } from "./visible-lines.ts";

describe("visibleLines", () => {
  it("draws nothing of an empty list", () => {
    expect(visibleLines([], { top: 0, height: 900, margin: 100 })).toEqual({ first: 0, end: 0, before: 0, after: 0 });
  });

  it("draws what is in view and the margin around it", () => {
    const heights = Array.from({ length: 100 }, () => 10);
    expect(visibleLines(heights, { top: 200, height: 100, margin: 50 })).toEqual({
      first: 15,
      end: 35,
      before: 150,
      after: 650,
    });
  });

  it("covers the view, leaves out the rest, and keeps the height of the whole", () => {
    const list = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 200 });
    const view = fc.record({ top: fc.nat(9000), height: fc.nat(1500), margin: fc.nat(500) });
    fc.assert(
      fc.property(list, view, (heights, { top, height, margin }) => {
        const { first, end, before, after } = visibleLines(heights, { top, height, margin });
        const sum = (lines: readonly number[]) => lines.reduce((total, line) => total + line, 0);
        const drawn = sum(heights.slice(first, end));
        expect(before + drawn + after).toBe(sum(heights));
        expect(before).toBe(sum(heights.slice(0, first)));
        if (first > 0) expect(before).toBeLessThanOrEqual(Math.max(0, top - margin));
        if (end < heights.length) expect(before + drawn).toBeGreaterThanOrEqual(top + height + margin);
      }),
    );
  });
});
