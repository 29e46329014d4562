import { english, french } from "./words.ts";

export const sentenceCount = 20_000;

/** Sentences of one language each, with few words that are frequent and many that are not; the same at each call. */
export function sentences(): string[] {
  const random = generator(4242);
  const pick = (words: readonly string[]) => words[Math.floor(random() ** 2 * words.length)] ?? "";
  return Array.from({ length: sentenceCount }, (_, s) => {
    const words = s % 3 === 0 ? french : english;
    return Array.from({ length: 6 + (s % 9) }, () => pick(words)).join(" ");
  });
}

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
