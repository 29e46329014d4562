import type { Code } from "micromark-util-types";

/** Character codes as micromark passes them: negative for line endings and tabs, null at the end. */
export const codes = {
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
export const isSpace = (code: Code): boolean => code === -2 || code === -1 || code === 32;

export const isDigit = (code: Code): boolean => code !== null && code >= 48 && code <= 57;
