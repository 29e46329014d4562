import { describe, expect, it } from "vitest";
import { followsAfterScroll, isAtEnd } from "./follow-end.ts";

const box = (scrollTop: number, scrollHeight = 2000, clientHeight = 500) => ({ scrollTop, scrollHeight, clientHeight });

describe("following the end", () => {
  it("ends when the reader moves up", () => {
    expect(followsAfterScroll(true, box(1500), box(1400))).toBe(false);
  });

  it("goes on when content grew below", () => {
    expect(followsAfterScroll(true, box(1500), box(1500, 2400))).toBe(true);
  });

  it("goes on when something folded and the browser moved the view", () => {
    expect(followsAfterScroll(true, box(1500), box(1200, 1900))).toBe(true);
  });

  it("does not begin while the reader is elsewhere", () => {
    expect(followsAfterScroll(false, box(400), box(600))).toBe(false);
  });

  it("begins again at the end", () => {
    expect(followsAfterScroll(false, box(1300), box(1490))).toBe(true);
    expect(isAtEnd(box(1490))).toBe(true);
    expect(isAtEnd(box(1400))).toBe(false);
  });
});
