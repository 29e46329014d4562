import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPacer } from "./pacer.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("leaves no timer when nothing waits", () => {
  const pacer = createPacer();
  pacer.schedule(() => {});
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(100);
  expect(vi.getTimerCount()).toBe(0);
});

it.each([
  [1, 16],
  [100, 16],
  [200, 32],
  [400, 64],
  [5000, 64],
])("pauses %i streams for %i ms", (streams, period) => {
  const pacer = createPacer();
  for (let i = 0; i < streams; i++) pacer.enter();
  let woken = 0;
  pacer.schedule(() => {
    woken += 1;
  });
  vi.advanceTimersByTime(period - 1);
  expect(woken).toBe(0);
  vi.advanceTimersByTime(1);
  expect(woken).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(woken).toBe(1);
});

it("lets a stream that was woken wait again, and shortens the pause when others leave", () => {
  const pacer = createPacer();
  for (let i = 0; i < 400; i++) pacer.enter();
  const times: number[] = [];
  const startedAt = performance.now();
  const again = () => {
    times.push(performance.now() - startedAt);
    if (times.length === 2) for (let i = 0; i < 400; i++) pacer.leave();
    if (times.length < 3) pacer.schedule(again);
  };
  pacer.schedule(again);
  vi.advanceTimersByTime(1000);
  expect(times).toEqual([64, 128, 144]);
});
