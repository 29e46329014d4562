import { linesPerChunk } from "../highlight/session.ts";

/** A block of code cut into chunks of lines; each chunk but the last ends with its line ending. */
export type CodeChunks = {
  readonly code: string;
  readonly chunks: readonly string[];
};

/** Where the `count`-th line after `from` starts, or -1. */
function skipLines(code: string, from: number, count: number): number {
  let at = from;
  for (let line = 0; line < count; line += 1) {
    at = code.indexOf("\n", at) + 1;
    if (at === 0) return -1;
  }
  return at;
}

/** The chunks of `code`, with those of an earlier state of it kept as they are. */
export function chunkCode(previous: CodeChunks | undefined, code: string): CodeChunks {
  if (previous?.code === code) return previous;
  const continues = previous !== undefined && code.startsWith(previous.code);
  const chunks = continues ? previous.chunks.slice(0, -1) : [];
  let at = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  for (let next = skipLines(code, at, linesPerChunk); next > 0; next = skipLines(code, at, linesPerChunk)) {
    chunks.push(code.slice(at, next));
    at = next;
  }
  return { code, chunks: [...chunks, code.slice(at)] };
}
