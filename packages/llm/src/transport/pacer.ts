/** How fine the pacer's clock is, in milliseconds. */
const slotMs = 8;

/** The longest pause between two reads of one stream, in slots. */
const longestSlots = 8;

export type Pacer = {
  /** Counts one more stream. The pause between reads grows with their number. */
  enter(): void;
  leave(): void;
  /** Calls `wake` once, when this stream's pause is over. */
  schedule(wake: () => void): void;
};

/**
 * One clock for all streams of the process. Each stream is read at once when it has been quiet, and then not again
 * before its pause is over, so that one read, one parse and one frame take everything that came in between. The pauses end in
 * slots of 8 ms, not all together, which would hold the event loop for tens of milliseconds.
 */
export function createPacer(): Pacer {
  const wheel: (() => void)[][] = Array.from({ length: longestSlots + 1 }, () => []);
  let turn = 0;
  let startedAt = 0;
  let waiting = 0;
  let streams = 0;
  let timer: NodeJS.Timeout | null = null;

  /** Makes up for turns that were late, else every pause would grow with the load. */
  function advance(): void {
    const now = Math.floor((performance.now() - startedAt) / slotMs);
    // Once around is enough: nothing waits longer.
    turn = Math.max(turn, now - wheel.length);
    while (turn < now) {
      turn += 1;
      const due = wheel[turn % wheel.length] ?? [];
      wheel[turn % wheel.length] = [];
      waiting -= due.length;
      for (const wake of due) wake();
    }
    if (waiting === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  }

  /** The pause at present. */
  function slots(): number {
    // 16 ms up to 100 streams, which is what a screen shows; 64 ms from 350 on.
    return Math.min(longestSlots, Math.max(2, Math.ceil(streams / 50)));
  }

  return {
    enter() {
      streams += 1;
    },
    leave() {
      streams -= 1;
    },
    schedule(wake) {
      if (timer === null) {
        startedAt = performance.now() - turn * slotMs;
        timer = setInterval(advance, slotMs);
      }
      wheel[(turn + slots()) % wheel.length]?.push(wake);
      waiting += 1;
    },
  };
}
