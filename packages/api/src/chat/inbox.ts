/** The most messages that wait for one slow reader. */
const maxWaiting = 500;

/**
 * What came for one watcher and was not read yet: messages in order, and at most one note that a run progressed (its
 * text is read from where the watcher stands, so it takes no room here).
 */
export class Inbox<Message> {
  #waiting: Message[] = [];
  #progressed = false;
  #lagged = false;
  #failure: Error | null = null;
  #wake: (() => void) | null = null;
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#wake?.(), { once: true });
  }

  put(message: Message): void {
    if (this.#waiting.length < maxWaiting) this.#waiting.push(message);
    // A reader this far behind is better served with the present state than with how it came about.
    else this.miss();
    this.#wake?.();
  }

  /** A run wrote something. */
  progress(): void {
    this.#progressed = true;
    this.#wake?.();
  }

  /** Something may have been missed: the present state is to be read. What waits is part of it. */
  miss(): void {
    this.#waiting = [];
    this.#lagged = true;
    this.#wake?.();
  }

  /** The watcher may go on no longer, whatever waits. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  /**
   * The next message; `lagged`: some were lost, read the present state; undefined: nothing waits.
   *
   * @throws what the inbox failed with.
   */
  take(): Message | "lagged" | "progress" | undefined {
    if (this.#failure) throw this.#failure;
    if (this.#lagged) {
      this.#lagged = false;
      return "lagged";
    }
    if (this.#progressed) {
      this.#progressed = false;
      return "progress";
    }
    return this.#waiting.shift();
  }

  /** Only whether a run progressed since it was last asked: for a watcher who can't take messages now. Throws as `take`. */
  takeProgress(): boolean {
    if (this.#failure) throw this.#failure;
    const progressed = this.#progressed;
    this.#progressed = false;
    return progressed;
  }

  /** Makes who waits look again. */
  wake(): void {
    this.#wake?.();
  }

  /** Resolves when there is something to take, or the watcher has left. */
  filled(): Promise<void> {
    const ready = this.#failure || this.#lagged || this.#progressed || this.#waiting.length > 0;
    if (ready || this.#signal.aborted) return Promise.resolve();
    return this.woken();
  }

  /** Resolves when a run progresses, something comes, or the watcher leaves. */
  woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = null;
        resolve();
      };
    });
  }
}
