import type { Clock } from "../clock.ts";

/** A clock that stands still until a test moves it. */
export function createTestClock(
  start = new Date("2026-01-01T00:00:00.000Z"),
): Clock & { advance(milliseconds: number): void } {
  let elapsed = 0;
  return {
    now: () => new Date(start.getTime() + elapsed),
    monotonic: () => elapsed,
    advance(milliseconds) {
      elapsed += milliseconds;
    },
  };
}
