import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { fromBufferPromise, fromRandomAccessReaderPromise, RandomAccessReader } from "yauzl";
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

test("70,000 entries are all found: past 65,534 the directory's end is the new one", async () => {
  const entry = { modified: new Date(), offset: 0, crc: 0, size: 0, packedSize: 0 };
  const records = Array.from({ length: 70_000 }, (_, at) => centralRecord({ ...entry, name: Buffer.from(`${at}`) }));
  const directory = Buffer.concat(records);
  const end = directoryEnd({ count: records.length, size: directory.length, offset: 0 });
  const zip = await fromBufferPromise(Buffer.concat([directory, end]));
  let found = 0;
  for await (const { fileName } of zip.eachEntry()) if (fileName === `${found}`) found += 1;
  expect(found).toBe(70_000);
});
