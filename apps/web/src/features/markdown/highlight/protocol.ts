import type { Language } from "./languages.ts";

/** A piece of a line and the class that colours it, empty for the text's own colour. */
export type Token = readonly [text: string, className: string];
export type Line = readonly Token[];

export type HighlightRequest =
  | {
      kind: "highlight";
      session: number;
      language: Language;
      /** Whole lines that follow those kept so far. */
      code: string;
      /** How many lines of `code` are final: the next request starts after them. */
      keep: number;
    }
  | { kind: "end"; session: number };

/** One entry for each line of the request's code, or none when the language cannot be loaded. */
export type HighlightResponse = { session: number; lines: readonly Line[] };
