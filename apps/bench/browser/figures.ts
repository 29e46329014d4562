import { percentile } from "../figures/statistics.ts";
import type { PageNotes } from "./observer.ts";

export type PageFigures = {
  longTasks: number;
  longestTaskMs: number;
  inputP98Ms: number;
  /** Frames a second, and the longest time between two. */
  frameRate: number;
  longestFrameMs: number;
};

/** What browsers report no event below, in milliseconds. */
export const leastReported = 16;

/**
 * @param span from when on tasks, frames and input count, and until when; of the page's own clock.
 * @param keys how many were typed meanwhile: those that were not reported took less than {@link leastReported}.
 */
export function figuresOf(notes: PageNotes, span: { from: number; to: number }, keys: number): PageFigures {
  const within = (at: number) => at >= span.from && at <= span.to;
  const tasks = notes.longTasks.filter(({ at, took }) => within(at) && took > 50).map(({ took }) => took);
  const slow = notes.interactions.map(([, took]) => took);
  const input = [...slow, ...Array.from({ length: Math.max(0, keys - slow.length) }, () => leastReported)];
  const frames = notes.frames.filter(within);
  const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
  return {
    longTasks: tasks.length,
    longestTaskMs: tasks.length > 0 ? Math.max(...tasks) : 0,
    inputP98Ms: percentile(input, 0.98),
    frameRate: (gaps.length / (span.to - span.from)) * 1000,
    longestFrameMs: percentile(gaps, 1),
  };
}
