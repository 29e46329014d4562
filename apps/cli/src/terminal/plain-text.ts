/**
 * Text that others wrote, for a terminal: without the characters by which it could move the cursor, rewrite lines or talk to
 * the terminal itself.
 */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text.replaceAll(/\s+/g, " "));
}
