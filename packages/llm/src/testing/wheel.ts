const slotMs = 4;
const slotCount = 512;

/**
 * One timer for all paced streams: thousands of timers of their own would cost more than what they write.
 *
 * A task that is due is called once; times are kept to within 4 ms, and a late turn is made up for.
 */
export function createWheel(): { after(milliseconds: number, task: () => void): void; close(): void } {
  const slots: { turn: number; task: () => void }[][] = Array.from({ length: slotCount }, () => []);
  let turn = 0;
  let startedAt = performance.now();
  let waiting = 0;
  let timer: NodeJS.Timeout | null = null;

  function advance(): void {
    const now = Math.floor((performance.now() - startedAt) / slotMs);
    while (turn < now) {
      turn += 1;
      const slot = slots[turn % slotCount];
      if (slot === undefined || slot.length === 0) continue;
      slots[turn % slotCount] = slot.filter((entry) => entry.turn > turn);
      for (const entry of slot) {
        if (entry.turn > turn) continue;
        waiting -= 1;
        entry.task();
      }
    }
    if (waiting === 0) close();
  }

  function close(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  return {
    after(milliseconds, task) {
      if (timer === null) {
        startedAt = performance.now() - turn * slotMs;
        timer = setInterval(advance, slotMs);
      }
      const due = turn + Math.max(1, Math.round(milliseconds / slotMs));
      slots[due % slotCount]?.push({ turn: due, task });
      waiting += 1;
    },
    close,
  };
}
