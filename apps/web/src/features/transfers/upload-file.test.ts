import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { uploadFile } from "./upload-file.ts";

/** A server's copy of the file, and what it does to the next requests. */
let stored: Uint8Array<ArrayBuffer>;
let faults: ("away" | "half" | "busy" | "refuse")[];
const file = new Blob([crypto.getRandomValues(new Uint8Array(60_000)), new Uint8Array(3_000_000)]);

beforeEach(() => {
  stored = new Uint8Array();
  faults = [];
  vi.stubGlobal(
    "fetch",
    async (_url: string, { body, headers, signal }: Request & { headers: Record<string, string> }) => {
      signal.throwIfAborted();
      const fault = faults.shift();
      if (fault === "away") throw new TypeError("network");
      if (fault === "refuse") return refusal(401, "SESSION_EXPIRED");
      if (fault === "busy") return refusal(409, "CONFLICT");
      const offset = Number(headers["upload-offset"]);
      if (offset !== stored.length) return refusal(409, "UPLOAD_OFFSET_WRONG", { offset: stored.length });
      const bytes = new Uint8Array(await new Response(body).arrayBuffer());
      stored = joined(stored, fault === "half" ? bytes.subarray(0, bytes.length / 2) : bytes);
      if (fault === "half") throw new TypeError("network");
      return Response.json({ receivedBytes: stored.length });
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

function refusal(status: number, appCode: string, params = {}) {
  return Response.json({ error: { data: { appCode, params } } }, { status });
}

function joined(one: Uint8Array, other: Uint8Array) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

async function upload(signal = new AbortController().signal) {
  const progress: number[] = [];
  const onProgress = (sent: number) => progress.push(sent);
  await uploadFile({ id: "imp_x", file, from: 0, signal, onProgress, wait: async () => undefined });
  return progress;
}

test("what the server refuses is said, and tried no more", async () => {
  faults = ["refuse"];
  await expect(upload()).rejects.toMatchObject({ failure: { code: "SESSION_EXPIRED" } });
  expect(stored).toHaveLength(0);
});

test("a server that stays away is said to be unreachable", async () => {
  faults = Array.from({ length: 50 }, () => "away");
  await expect(upload()).rejects.toMatchObject({ failure: { code: "UNREACHABLE" } });
});

test("an upload that is cancelled ends at once", async () => {
  const controller = new AbortController();
  controller.abort(new Error("cancelled"));
  await expect(upload(controller.signal)).rejects.toThrow("cancelled");
});

test.each([
  ["a quiet line", []],
  ["a line that breaks", ["away", "half", "half", "away", "busy", "half"]],
] as const)("the file arrives whole over %s", async (_what, list) => {
  faults = [...list];
  const progress = await upload();
  expect(Buffer.from(stored).equals(Buffer.from(await file.arrayBuffer()))).toBe(true);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBe(file.size);
});
