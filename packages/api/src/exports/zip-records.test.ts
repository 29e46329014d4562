import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { fromRandomAccessReaderPromise, RandomAccessReader } from "yauzl";
import { centralRecord, directoryEnd, type WrittenEntry } from "./zip-records.ts";

/** The end of a file of many gigabytes, of which only that is there. */
class Tail extends RandomAccessReader {
  readonly #bytes: Buffer;
  readonly #start: number;

  constructor(bytes: Buffer, start: number) {
    super();
    this.#bytes = bytes;
    this.#start = start;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from([this.#bytes.subarray(start - this.#start, end - this.#start)]);
  }
}

test("an entry past 4 GB in an archive past 4 GB is found again", async () => {
  const big: WrittenEntry = {
    name: Buffer.from("großes.json"),
    modified: new Date("2026-11-21T12:34:56Z"),
    offset: 5_000_000_000,
    crc: 0xdead_beef,
    size: 9_000_000_000,
    packedSize: 6_000_000_000,
  };
  const record = centralRecord(big);
  const offset = 11_000_000_100;
  // Readers look for the end within the last 64 kB, whatever stands there before it.
  const before = Buffer.alloc(70_000);
  const tail = Buffer.concat([before, record, directoryEnd({ count: 1, size: record.length, offset })]);
  const start = offset - before.length;
  const zip = await fromRandomAccessReaderPromise(new Tail(tail, start), start + tail.length);
  const found = [];
  for await (const entry of zip.eachEntry()) found.push(entry);
  expect(found[0]).toMatchObject({
    fileName: "großes.json",
    crc32: 0xdead_beef,
    uncompressedSize: 9_000_000_000,
    compressedSize: 6_000_000_000,
    relativeOffsetOfLocalHeader: 5_000_000_000,
  });
  expect(found[0]?.getLastModDate({ timezone: "UTC" }).toISOString()).toBe("2026-11-21T12:34:56.000Z");
});
