import type { Readable } from "node:stream";

/**
 * A command's work in the process that holds the embedded database.
 *
 * @returns what JSON can carry, or a stream of bytes.
 */
export type ControlHandler = (args: unknown) => Promise<unknown>;

/** One line each way, in JSON; after a reply with `bytes` the rest of the connection is those bytes. */
export type ControlRequest = { command: string; args: unknown };
export type ControlReply =
  | { ok: true; result?: unknown; bytes?: boolean }
  | { ok: false; message: string; code?: string };

export const maxRequestBytes = 64 * 1024;

/** The first line of `stream` without its end, with what came after it put back; undefined when there is none. */
export async function readLine(stream: Readable, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk: unknown = stream.read();
    if (chunk === null) {
      if (stream.readableEnded || stream.destroyed) return undefined;
      await new Promise<void>((resolve, reject) => {
        const done = () => {
          stream.off("readable", done).off("end", done).off("close", done).off("error", failed);
          resolve();
        };
        const failed = (error: Error) => {
          done();
          reject(error);
        };
        stream.on("readable", done).on("end", done).on("close", done).on("error", failed);
      });
      continue;
    }
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    const end = bytes.indexOf(10);
    if (end >= 0) {
      stream.unshift(bytes.subarray(end + 1));
      return Buffer.concat([...chunks, bytes.subarray(0, end)]).toString("utf8");
    }
    chunks.push(bytes);
    size += bytes.length;
    if (size > maxBytes) throw new Error("The line is too long");
  }
}
