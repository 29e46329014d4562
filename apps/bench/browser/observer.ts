/** What a page noted of itself; times in milliseconds of its own clock. */
export type PageNotes = {
  longTasks: { at: number; took: number }[];
  /** Of each interaction the slowest event; what took less than 16 ms is not reported by browsers. */
  interactions: [id: number, took: number][];
  frames: number[];
};

/** Runs in the page, before its own scripts: notes long tasks, slow input and frames. Refers to nothing outside. */
export function observe(): void {
  const notes = {
    longTasks: [] as { at: number; took: number }[],
    slow: new Map<number, number>(),
    frames: [] as number[],
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) notes.longTasks.push({ at: startTime, took: duration });
  }).observe({ type: "longtask", buffered: true });
  const slowEvents: PerformanceObserverInit & { durationThreshold: number } = { type: "event", durationThreshold: 16 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const id = "interactionId" in entry ? Number(entry.interactionId) : 0;
      if (id > 0) notes.slow.set(id, Math.max(notes.slow.get(id) ?? 0, entry.duration));
    }
  }).observe(slowEvents);
  const count = (now: number) => {
    notes.frames.push(now);
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  Reflect.set(window, "benchNotes", () => ({ ...notes, interactions: [...notes.slow] }));
}
