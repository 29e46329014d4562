/** Runs a callback once, soon; returns how to call it off. */
export type Schedule = (callback: () => void) => () => void;

/** Where no frame is drawn (a tab in the background), events are still folded, five times a second. */
const backgroundMs = 200;

/** After an update the page is left alone for this many times as long as it took: to be painted, and for who types in it. */
const restShare = 2;

/**
 * Runs callbacks between frames, at most one a frame; less often on a machine that each of them keeps busy for long.
 *
 * Not in the frame itself: there an update, its layout and its painting would be one long task, and keys wait for the end of a
 * task. What a callback causes is counted as its own up to the next task: React renders right after it.
 */
export function createPacedFrames(): Schedule {
  let restsUntil = 0;

  return (callback) => {
    let done = false;
    const run = () => {
      if (done) return;
      cancel();
      const began = performance.now();
      callback();
      afterThisTask(() => {
        const ended = performance.now();
        restsUntil = ended + restShare * (ended - began);
      });
    };
    const onFrame = () => {
      if (performance.now() < restsUntil) frame = requestAnimationFrame(onFrame);
      else afterThisTask(run);
    };
    let frame = requestAnimationFrame(onFrame);
    const timer = setTimeout(run, backgroundMs);
    const cancel = () => {
      done = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    return cancel;
  };
}

/** In a task of its own, as soon as there is one: timers would wait for 4 ms. */
function afterThisTask(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(null);
}
