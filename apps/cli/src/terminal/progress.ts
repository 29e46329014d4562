import type { Terminal } from "./terminal.ts";

const stepPercent = 10;

/** Says on standard error how far something is: on one line where that can be written over, else a line every ten percent. */
export function openProgress(terminal: Terminal) {
  let last = "";
  return {
    /** @param doing what is done, e.g. `Uploading`. */
    show(doing: string, { done, of }: { done: number; of: number }): void {
      const percent = Math.floor((100 * done) / of);
      const text = `${doing}: ${terminal.isWatched ? percent : percent - (percent % stepPercent)} %`;
      if (text === last) return;
      terminal.err(terminal.isWatched ? `\r\u001b[K${text}` : `${text}\n`);
      last = text;
    },
    /** What follows stands on a line of its own. */
    [Symbol.dispose](): void {
      if (terminal.isWatched && last !== "") terminal.err("\r\u001b[K");
    },
  };
}
