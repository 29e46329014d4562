import { createPacedFrames, type Schedule } from "./paced-frames.ts";

export type FrameBatch<T> = {
  push(item: T): void;
  /** Hands over what is waiting now. */
  flush(): void;
};

/** Collects what arrives and hands it over together, at most once a frame. */
export function createFrameBatch<T>(
  handle: (items: T[]) => void,
  schedule: Schedule = createPacedFrames(),
): FrameBatch<T> {
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
