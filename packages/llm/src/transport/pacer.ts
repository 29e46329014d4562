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
  /** The pause at present, in milliseconds. */
  readonly periodMs: number;
};

/**
 * One clock for all streams of the process. Each stream is read at once when it has been quiet, and then not again
 * before its pause is over, so that one read, one parse and one frame take everything that came in between. The pauses end in
 * slots of 8 ms, not all together, which would hold the event loop for tens of milliseconds.
 */
export function createPacer(): Pacer {
  const wheel: (() => void)[][] = Array.from({ length: longestSlots + 1 }, () => []);
  let position = 0;
  let waiting = 0;
  let streams = 0;
  let timer: NodeJS.Timeout | null = null;

  function turn(): void {
    position = (position + 1) % wheel.length;
    const due = wheel[position];
    if (due !== undefined && due.length > 0) {
      wheel[position] = [];
      waiting -= due.length;
      for (const wake of due) wake();
    }
    if (waiting === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  }

  function slots(): number {
    // 16 ms up to 32 streams, which is what a screen shows; 64 ms from 400 on.
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
      wheel[(position + slots()) % wheel.length]?.push(wake);
      waiting += 1;
      timer ??= setInterval(turn, slotMs);
    },
    get periodMs() {
      return slots() * slotMs;
    },
  };
}
