/** A file's text, or why it can't be part of a message of at most `limit` characters. */
export type FileText = { text: string } | { problem: "notText" | "tooLong" };

/** A character takes up to four bytes. */
const mostBytesPerCharacter = 4;

/** Reads a file that someone wants in their message. @throws what the browser throws when it can't read it. */
export async function readTextFile(file: Blob, limit: number): Promise<FileText> {
  // Not read at all: a film would fill the memory.
  if (file.size > limit * mostBytesPerCharacter) return { problem: "tooLong" };
  const bytes = await file.arrayBuffer();
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n");
    return text.includes("\0") ? { problem: "notText" } : { text };
  } catch {
    return { problem: "notText" };
  }
}

/** A file as part of a message: its name, and its text between fences that nothing in it can close. */
export function fenced(name: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const language = /\.(\w{1,12})$/u.exec(name)?.[1]?.toLowerCase() ?? "";
  return `${name}\n${fence}${language}\n${text.replace(/\n$/u, "")}\n${fence}`;
}
