import { monitorEventLoopDelay } from "node:perf_hooks";

const resolutionMs = 20;
const renewAfterMs = 60_000;
const msOf = (nanoseconds: number) => Math.max(0, Math.round(nanoseconds / 1e5) / 10 - resolutionMs);

/** How late the event loop is, measured all the time at next to no cost; `read` tells of the last minute or two. */
export function watchEventLoop() {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  let before = { meanMs: 0, p99Ms: 0 };
  const seen = () => ({ meanMs: msOf(histogram.mean), p99Ms: msOf(histogram.percentile(99)) });
  const timer = setInterval(() => {
    before = seen();
    histogram.reset();
  }, renewAfterMs);
  timer.unref();
  return {
    read() {
      if (histogram.count === 0) return before;
      const now = seen();
      return { meanMs: Math.max(before.meanMs, now.meanMs), p99Ms: Math.max(before.p99Ms, now.p99Ms) };
    },
    close() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
