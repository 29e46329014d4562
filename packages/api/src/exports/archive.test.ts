import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { fromBufferPromise } from "yauzl";
import { type ArchiveEntry, zipStream } from "./archive.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** What is in use, not what waits to be collected. */
function used(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const modified = new Date("2026-01-01T00:00:00Z");

async function* entriesOf(count: number, content: (at: number) => AsyncIterable<string>): AsyncGenerator<ArchiveEntry> {
  for (let at = 0; at < count; at++) yield { name: `${at}.txt`, modified, content: () => content(at) };
}

const pool = randomBytes(96 * 1024).toString("base64");

/** Text that does not pack well. */
async function* noise(characters: number): AsyncGenerator<string> {
  for (let made = 0; made < characters; made += 65_536) yield pool.slice(made % 65_521, (made % 65_521) + 65_536);
}

/** What `read` says once it says the same twice. */
async function standstill(read: () => number): Promise<number> {
  let last = -1;
  const stands = () => {
    const before = last;
    last = read();
    return before === last;
  };
  await expect.poll(stands, { interval: 100 }).toBe(true);
  return last;
}

test("an entry that fails ends the archive with its error, not as if it were whole", async () => {
  const failing = entriesOf(3, async function* (at) {
    yield "a";
    if (at === 1) throw new Error("the database has gone");
  });
  await expect(buffer(zipStream(failing))).rejects.toThrow("the database has gone");
});

test("sums, sizes and contents are those of what was written, whether packed in one piece or as a stream", async () => {
  const contents = ["", "Où ?", pool, pool.repeat(5)];
  const archive = await buffer(
    zipStream(
      entriesOf(contents.length, async function* (at) {
        yield contents[at] ?? "";
      }),
    ),
  );
  const zip = await fromBufferPromise(archive);
  let at = 0;
  for await (const entry of zip.eachEntry()) {
    const bytes = Buffer.from(contents[at++] ?? "");
    expect([entry.crc32, entry.uncompressedSize]).toEqual([crc32(bytes), bytes.length]);
    expect((await buffer(await zip.openReadStreamPromise(entry))).equals(bytes)).toBe(true);
  }
  expect(at).toBe(contents.length);
});

test("200 MB pass through a memory that does not grow with them, no faster than they are read", async () => {
  let made = 0;
  const stream = zipStream(
    entriesOf(20, async function* () {
      for await (const piece of noise(10 << 20)) {
        made += piece.length;
        yield piece;
      }
    }),
  );
  const before = used();
  let most = 0;
  let chunks = 0;
  let ahead: number | null = null;
  for await (const _chunk of stream) {
    chunks += 1;
    // A reader that stands still: what is made meanwhile is what the pipes hold, and no more.
    if (chunks === 10) ahead = await standstill(() => made);
    if (chunks % 500 === 0) most = Math.max(most, used() - before);
  }
  expect(made).toBe(200 << 20);
  expect(ahead).toBeLessThan(4 << 20);
  expect(chunks).toBeGreaterThan(5000);
  expect(most).toBeLessThan(20 << 20);
}, 120_000);
