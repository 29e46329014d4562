/** Runs a callback once, soon; returns how to call it off. */
export type Schedule = (callback: () => void) => () => void;

export type FrameBatch<T> = {
  push(item: T): void;
  /** Hands over what is waiting now. */
  flush(): void;
};

/** Where no frame is drawn (a tab in the background), events are still folded, five times a second. */
const backgroundMs = 200;

/** The next frame, or 200 ms where there is none. */
export const nextFrame: Schedule = (callback) => {
  let done = false;
  const once = () => {
    if (done) return;
    cancel();
    callback();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, backgroundMs);
  const cancel = () => {
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  return cancel;
};

/** Collects what arrives and hands it over together, at most once a frame. */
export function createFrameBatch<T>(handle: (items: T[]) => void, schedule: Schedule = nextFrame): FrameBatch<T> {
  let waiting: T[] = [];
  let cancel: (() => void) | null = null;

  function take(): T[] {
    const items = waiting;
    waiting = [];
    cancel?.();
    cancel = null;
    return items;
  }

  function flush() {
    const items = take();
    if (items.length > 0) handle(items);
  }

  return {
    push(item) {
      waiting.push(item);
      if (waiting.length === 1) cancel = schedule(flush);
    },
    flush,
  };
}
