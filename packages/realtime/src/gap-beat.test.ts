import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createGapBeat } from "./gap-beat.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("tells of a loss at once, every two seconds while it lasts, and once when it is over", () => {
  const beat = vi.fn();
  const gaps = createGapBeat(beat);
  gaps.back();
  expect(beat).not.toHaveBeenCalled();
  gaps.lost();
  gaps.lost();
  expect(beat).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(6_000);
  expect(beat).toHaveBeenCalledTimes(4);
  gaps.back();
  vi.advanceTimersByTime(60_000);
  expect(beat).toHaveBeenCalledTimes(5);
});
