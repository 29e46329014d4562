const everyMs = 2_000;

/**
 * Calls `beat` when a connection is lost, every two seconds while it is, and once when it is back: who depends on it can read
 * the truth meanwhile.
 */
export function createGapBeat(beat: () => void) {
  let timer: NodeJS.Timeout | null = null;
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  return {
    lost(): void {
      if (timer) return;
      timer = setInterval(beat, everyMs);
      timer.unref();
      beat();
    },
    back(): void {
      if (!timer) return;
      stop();
      beat();
    },
    close: stop,
  };
}
