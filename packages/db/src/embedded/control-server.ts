import { chmodSync, rmSync } from "node:fs";
import net from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Logger } from "@causerie/core/server";
import { type ControlHandler, type ControlReply, maxRequestBytes, readLine } from "./control-protocol.ts";
import { controlSocket } from "./paths.ts";

export type ControlServer = { close(): Promise<void> };

/**
 * Lets the command line ask the process that holds the embedded database, through a socket that only the same user of
 * this machine can open. Call it with the directory's lock held: what lies at the socket's place is then a dead process's.
 */
export async function serveControl(options: {
  dataDir: string;
  handlers: Readonly<Record<string, ControlHandler>>;
  logger: Logger;
}): Promise<ControlServer> {
  const { handlers, logger } = options;
  const socketPath = controlSocket(options.dataDir);
  const handlerOf = new Map(Object.entries(handlers));
  const connections = new Set<net.Socket>();
  rmSync(socketPath, { force: true });

  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
    answer(socket, handlerOf).catch((error: unknown) => {
      logger.warn({ reason: messageOf(error) }, "a control command's connection broke");
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      const advice = "a socket's path may have about 100 bytes, so choose a shorter DATA_DIR";
      reject(new Error(`The control socket ${socketPath} could not be made (${cause.message}); ${advice}`, { cause }));
    });
    server.listen(socketPath, resolve);
  });
  chmodSync(socketPath, 0o600);
  server.unref();

  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of connections) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

async function answer(socket: net.Socket, handlers: ReadonlyMap<string, ControlHandler>): Promise<void> {
  const line = await readLine(socket, maxRequestBytes);
  if (line === undefined) return;
  const outcome = await perform(line, handlers);
  if (outcome instanceof Readable) {
    const reply: ControlReply = { ok: true, bytes: true };
    socket.write(`${JSON.stringify(reply)}\n`);
    await pipeline(outcome, socket);
  } else {
    socket.end(`${JSON.stringify(outcome)}\n`);
  }
}

async function perform(line: string, handlers: ReadonlyMap<string, ControlHandler>): Promise<ControlReply | Readable> {
  try {
    const request: unknown = JSON.parse(line);
    if (typeof request !== "object" || request === null || !("command" in request)) throw new Error("No command");
    const handler = handlers.get(String(request.command));
    if (!handler) throw new Error(`The running server does not know the command ${String(request.command)}`);
    const result = await handler("args" in request ? request.args : undefined);
    return result instanceof Readable ? result : { ok: true, result };
  } catch (error) {
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
    return { ok: false, message: messageOf(error), ...(code === undefined ? {} : { code }) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
