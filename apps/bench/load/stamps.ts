/**
 * Text that carries the time at which it was written, so that whoever reads it knows how long it was on its way,
 * however its pieces were joined or cut meanwhile. Both ends are on one machine: its clock is the same for them.
 */
export function stamp(milliseconds: number): string {
  return `<${milliseconds.toFixed(3)}>`;
}

/** What ends an answer that is made of stamps. */
export const lastWord = "<end>";

/** Milliseconds since 1970 on a clock that does not jump while a process runs. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

const stamps = /<(\d+\.\d+|end)>/g;

export class StampReader {
  /** How long each stamp took, in milliseconds. */
  readonly delays: number[] = [];
  ended = false;
  #rest = "";

  /** @param now when this text arrived. */
  read(text: string, now: number): void {
    const all = this.#rest + text;
    let read = 0;
    for (const match of all.matchAll(stamps)) {
      read = match.index + match[0].length;
      if (match[1] === "end") this.ended = true;
      else this.delays.push(now - Number(match[1]));
    }
    this.#rest = all.slice(read);
  }
}
