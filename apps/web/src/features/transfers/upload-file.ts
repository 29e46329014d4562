import type { AppErrorCode } from "@causerie/core";
import { FailureError, failure } from "#trpc/failure.ts";

const kilobyte = 1024;
/** Parts grow while they go quickly: a slow line loses little when it breaks, a quick one asks seldom. */
const partBytes = { first: 512 * kilobyte, most: 8 * 1024 * kilobyte, quickMs: 1500 };
/** How often a part is tried again while the network is away, and how long the longest wait is. */
const retries = { most: 8, longestMs: 30_000 };

type Refusal = { appCode: AppErrorCode; params: Record<string, string | number> };

export type Upload = {
  id: string;
  file: Blob;
  /** How much of it is on the server. */
  from: number;
  signal: AbortSignal;
  onProgress(sentBytes: number): void;
  /** Waits before another try; tests wait for nothing. */
  wait?(ms: number, signal: AbortSignal): Promise<void>;
};

/**
 * Sends a file in parts, each where the server's copy ends, and goes on after the network was away.
 *
 * @throws {FailureError} with what the server says, or `UNREACHABLE` when it stays away; the signal's reason when aborted.
 */
export async function uploadFile({ id, file, from, signal, onProgress, wait = pause }: Upload): Promise<void> {
  let offset = from;
  let size = partBytes.first;
  let tries = 0;
  while (offset < file.size) {
    const began = performance.now();
    const outcome = await sendPart(id, { offset, part: file.slice(offset, offset + size), signal });
    if (outcome.kind === "sent") {
      offset = outcome.receivedBytes;
      tries = 0;
      if (performance.now() - began < partBytes.quickMs) size = Math.min(size * 2, partBytes.most);
      onProgress(offset);
    } else if (outcome.kind === "elsewhere" && tries < retries.most) {
      // A part that broke off was kept as far as it came.
      offset = outcome.offset;
      tries += 1;
    } else {
      tries += 1;
      if (tries > retries.most || outcome.kind === "elsewhere") throw new FailureError(failure("UNREACHABLE"));
      size = partBytes.first;
      await wait(Math.min(500 * 2 ** tries, retries.longestMs), signal);
    }
  }
}

type Outcome =
  | { kind: "sent"; receivedBytes: number }
  | { kind: "elsewhere"; offset: number }
  /** Nobody answered, or asked to try again. */
  | { kind: "away" };

async function sendPart(id: string, options: { offset: number; part: Blob; signal: AbortSignal }): Promise<Outcome> {
  const { offset, part, signal } = options;
  const headers = { "content-type": "application/offset+octet-stream", "upload-offset": String(offset) };
  let response: Response;
  try {
    response = await fetch(`/api/import/${id}`, { method: "PATCH", headers, body: part, signal });
  } catch {
    signal.throwIfAborted();
    return { kind: "away" };
  }
  const body: { receivedBytes?: number; error?: { data?: Refusal } } | null = await response.json().catch(() => null);
  if (response.ok && body?.receivedBytes !== undefined) return { kind: "sent", receivedBytes: body.receivedBytes };
  const refusal = body?.error?.data;
  if (refusal?.appCode === "UPLOAD_OFFSET_WRONG") return { kind: "elsewhere", offset: Number(refusal.params.offset) };
  // The former part is still being written, the server restarts, or it asks to wait.
  const isBusy = response.status >= 500 && refusal?.appCode !== "STORAGE_FULL";
  if (refusal?.appCode === "CONFLICT" || response.status === 429 || isBusy) return { kind: "away" };
  throw new FailureError(failure(refusal?.appCode ?? "INTERNAL", refusal?.params));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
