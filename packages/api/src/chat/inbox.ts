import type { BusMessage } from "./conversation-events.ts";

/** The most messages that wait for one slow reader. */
const maxWaiting = 500;

/**
 * What came for one watcher and was not read yet: messages in order, and at most one note that a run progressed (its
 * text is read from where the watcher stands, so it takes no room here).
 */
export class Inbox {
  #waiting: BusMessage[] = [];
  #progressed = false;
  #lagged = false;
  #wake: (() => void) | null = null;
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#wake?.(), { once: true });
  }

  put(message: BusMessage): void {
    if (message.kind === "progress") this.#progressed = true;
    else if (this.#waiting.length < maxWaiting) this.#waiting.push(message);
    else {
      // A reader this far behind is better served with the present state than with how it came about.
      this.#waiting = [];
      this.#lagged = true;
    }
    this.#wake?.();
  }

  /** The next message; `lagged`: some were lost, read the present state; undefined: nothing waits. */
  take(): BusMessage | "lagged" | undefined {
    if (this.#lagged) {
      this.#lagged = false;
      return "lagged";
    }
    if (this.#progressed) {
      this.#progressed = false;
      return { kind: "progress" };
    }
    return this.#waiting.shift();
  }

  /** Resolves when there is something to take, or the watcher has left. */
  filled(): Promise<void> {
    if (this.#lagged || this.#progressed || this.#waiting.length > 0 || this.#signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        resolve();
      };
    });
  }
}
