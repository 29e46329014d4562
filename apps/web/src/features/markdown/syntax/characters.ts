import type { Code } from "micromark-util-types";

/** Character codes as micromark passes them: negative for line endings and tabs, null at the end. */
export const codes = {
  tab: -2,
  virtualSpace: -1,
  space: 32,
  dollar: 36,
  leftParenthesis: 40,
  rightParenthesis: 41,
  slash: 47,
  lessThan: 60,
  greaterThan: 62,
  leftBracket: 91,
  backslash: 92,
  rightBracket: 93,
} as const;

export const isLineEnding = (code: Code): boolean => code !== null && code < -2;

/** A space or a tab, but not a line ending. */
export const isSpace = (code: Code): boolean =>
  code === codes.tab || code === codes.virtualSpace || code === codes.space;

export const isDigit = (code: Code): boolean => code !== null && code >= 48 && code <= 57;
