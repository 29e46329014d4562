import type { ServerResponse } from "node:http";
import type { FakeBehaviour } from "./behaviour.ts";
import { errorFrame, event, framesOf, wholeAnswer } from "./frames.ts";
import type { createWheel } from "./wheel.ts";

const keepAlive = Buffer.from(": OPENROUTER PROCESSING\n\n");

export type FakeRequest = { model: string; promptTokens: number; stream: boolean };

/** Answers one request as `behaviour` says. */
export function answer(
  response: ServerResponse,
  behaviour: FakeBehaviour,
  request: FakeRequest,
  wheel: ReturnType<typeof createWheel>,
): void {
  if (behaviour.fault === "never") return;
  if (behaviour.status !== undefined) {
    refuse(response, behaviour, behaviour.status);
    return;
  }
  if (!request.stream) {
    const body = wholeAnswer(behaviour, request.model, request.promptTokens);
    const send = () => response.writeHead(200, { "content-type": "application/json" }).end(body);
    if (behaviour.firstTokenMs) wheel.after(behaviour.firstTokenMs, send);
    else send();
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  if (behaviour.splitBytes === undefined) writePaced(response, behaviour, request, wheel);
  else writeSplit(response, behaviour, request, behaviour.splitBytes, wheel);
}

/** One write a piece, at the behaviour's pace, up to its fault. */
function writePaced(
  response: ServerResponse,
  behaviour: FakeBehaviour,
  request: FakeRequest,
  wheel: ReturnType<typeof createWheel>,
): void {
  const frames = framesOf(behaviour, request.model, request.promptTokens);
  const intervalMs = behaviour.intervalMs ?? 0;
  const faultAt = behaviour.fault === undefined ? -1 : (behaviour.after ?? 0);
  let next = 0;

  function writePieces(): void {
    while (!response.destroyed) {
      const piece = frames.pieces[next];
      if (next === faultAt) breakOff(response, behaviour, { next: piece, wheel });
      else if (piece === undefined) response.end(frames.ending);
      if (next === faultAt || piece === undefined) return;
      next += 1;
      const hasRoom = response.write(piece);
      if (intervalMs > 0) {
        wheel.after(intervalMs, writePieces);
        return;
      }
      if (!hasRoom) {
        response.once("drain", writePieces);
        return;
      }
    }
  }

  const firstTokenMs = behaviour.firstTokenMs ?? 0;
  if (firstTokenMs === 0) {
    writePieces();
    return;
  }
  response.flushHeaders();
  wheel.after(firstTokenMs, writePieces);
  const keepAliveMs = behaviour.keepAliveMs ?? 500;
  if (keepAliveMs > 0) writeKeepAlives(keepAliveMs);

  function writeKeepAlives(every: number): void {
    if (next > 0 || response.destroyed || response.writableEnded) return;
    response.write(keepAlive);
    wheel.after(every, () => writeKeepAlives(every));
  }
}

function breakOff(
  response: ServerResponse,
  behaviour: FakeBehaviour,
  { next, wheel }: { next: Buffer | undefined; wheel: ReturnType<typeof createWheel> },
): void {
  switch (behaviour.fault) {
    case "cut":
    case "cut-character":
      response.flushHeaders();
      if (behaviour.fault === "cut-character" && next) response.write(untilInsideCharacter(next));
      // Once what was written has left, so that the pieces before the cut arrive.
      wheel.after(20, () => response.socket?.destroy());
      return;
    case "end":
      response.end();
      return;
    case "garbage":
      response.end(event('{"id": "gen-1", "choices": [{"delta": {"content"', false));
      return;
    case "error-chunk":
      response.end(errorFrame(behaviour));
      return;
    default:
      // A stall: the response stays open and silent.
      response.flushHeaders();
  }
}

/** The bytes up to the first one of the first character that has several. */
function untilInsideCharacter(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.findIndex((byte) => byte >= 0xc0) + 1);
}

function refuse(response: ServerResponse, behaviour: FakeBehaviour, status: number): void {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (behaviour.retryAfter !== undefined) headers["retry-after"] = behaviour.retryAfter;
  const error = { message: behaviour.message ?? "Something went wrong", code: status };
  response.writeHead(status, headers).end(behaviour.body ?? JSON.stringify({ error }));
}

/** The whole stream in small writes, each in a packet of its own. */
function writeSplit(
  response: ServerResponse,
  behaviour: FakeBehaviour,
  request: FakeRequest,
  size: number,
  wheel: ReturnType<typeof createWheel>,
): void {
  const frames = framesOf({ ...behaviour, chunks: 4 }, request.model, request.promptTokens);
  const bytes = Buffer.concat([keepAlive, ...frames.pieces, frames.ending]);
  let position = 0;
  function writeNext(): void {
    // Many small writes each turn: they still arrive in several reads.
    for (let i = 0; i < 200 && position < bytes.length; i++, position += size) {
      response.write(bytes.subarray(position, position + size));
    }
    if (position < bytes.length) wheel.after(4, writeNext);
    else response.end();
  }
  writeNext();
}
