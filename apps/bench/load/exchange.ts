/** One question and its whole answer, as a client saw it. Times are of this process's own monotonic clock. */
export class Exchange {
  readonly askedAt = performance.now();
  firstAt = 0;
  endedAt = 0;
  text = "";
  frames = 0;
  /** Milliseconds between two frames that arrived one after the other. */
  readonly gaps: number[] = [];
  #lastAt = 0;

  frame(text: string): void {
    const now = performance.now();
    if (this.frames === 0) this.firstAt = now;
    else this.gaps.push(now - this.#lastAt);
    this.#lastAt = now;
    this.frames += 1;
    this.text += text;
  }

  /**
   * @param whole the text that the server says the answer has, where it says so.
   * @param mayLack the answer's end may come before all of its text did, which then is in `whole` alone.
   */
  end(whole?: string, mayLack = false): void {
    this.endedAt = performance.now();
    if (mayLack && whole?.startsWith(this.text)) this.text = whole;
    if (this.frames === 0) {
      this.firstAt = this.endedAt;
      this.text = whole ?? "";
    } else if (whole !== undefined && whole !== this.text) {
      this.text = `differs from the message: ${this.text}`;
    }
  }
}

/** One client that asks one thing after another. */
export type Asker = {
  /** What is done once before the first question, e.g. opening a conversation. */
  open(): Promise<void>;
  ask(content: string): Promise<Exchange>;
  close(): void;
};
