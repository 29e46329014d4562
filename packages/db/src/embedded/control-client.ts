import net from "node:net";
import type { Readable } from "node:stream";
import { type ControlReply, type ControlRequest, readLine } from "./control-protocol.ts";
import { controlSocket } from "./paths.ts";

/** What the running server answered: a value, or a stream of bytes. */
export type ControlAnswer = { running: true; result: unknown } | { running: true; bytes: Readable };

/** The running server could not do it; `code` is the error's own where it has one. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

const maxReplyLineBytes = 16 * 1024 * 1024;

/**
 * Asks the process that has the embedded database of `dataDir` open to run a command.
 *
 * @returns its answer, or `{ running: false }` when no process has it open.
 * @throws {ControlError} when the command fails there.
 */
export async function callControl(
  dataDir: string,
  request: ControlRequest,
): Promise<ControlAnswer | { running: false }> {
  const socket = await connect(controlSocket(dataDir));
  if (!socket) return { running: false };
  socket.write(`${JSON.stringify(request)}\n`);
  const line = await readLine(socket, maxReplyLineBytes);
  if (line === undefined)
    throw new ControlError("The running server closed the connection without an answer", undefined);
  // The line is the running server's own, over a socket that only its user can open.
  const reply = JSON.parse(line) as ControlReply;
  if (reply.ok && reply.bytes) {
    return { running: true, bytes: socket };
  }
  socket.destroy();
  if (!reply.ok) throw new ControlError(reply.message, reply.code);
  return { running: true, result: reply.result };
}

async function connect(socketPath: string): Promise<net.Socket | undefined> {
  const socket = net.connect(socketPath);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return socket;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ECONNREFUSED") return undefined;
    throw error;
  }
}
