import { describe, expect, it } from "vitest";
import { followsAfterScroll, followTo, isAtEnd } from "./follow-end.ts";

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

describe("where following leads", () => {
  it.each([
    ["to the end, where nothing begins", box(1400), null, 1500],
    ["to the end, while what begins stays in sight there", box(1400), 1600, 1500],
    ["no further than to where it begins", box(1400), 1450, 1450],
    ["nowhere, once it is there", box(1450, 2600), 1450, 1450],
    ["on, for a reader who has gone past it", box(1700, 2600), 1450, 2100],
  ])("%s", (_where, before, start, expected) => expect(followTo(before, start)).toBe(expected));
});
