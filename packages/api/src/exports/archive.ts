import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { crc32, createDeflateRaw, deflateRaw } from "node:zlib";
import { centralRecord, dataDescriptor, directoryEnd, localHeader, type WrittenEntry } from "./zip-records.ts";

/** One file of an archive; `content` is asked for when its turn has come. */
export type ArchiveEntry = { name: string; modified: Date; content: () => AsyncIterable<string> };

/** How many records of the directory go out at once. */
const recordsPerChunk = 500;
/** What is smaller is packed in one piece: a stream for each of many small files costs more than the packing. */
const atOnce = 65_536;
const deflateAtOnce = promisify(deflateRaw);

/**
 * A ZIP that is written as it is read: one entry at a time, each as fast as the reader takes it. Of what was written only
 * the directory stays in memory, about a hundred bytes an entry. Entries and archives past 4 GB, and more than 65,534
 * entries, get the ZIP64 records that they need.
 *
 * Destroying the stream ends the reading too. An entry that fails ends it with that error.
 */
export function zipStream(entries: AsyncIterable<ArchiveEntry>): Readable {
  return Readable.from(zipChunks(entries), { objectMode: false });
}

async function* zipChunks(entries: AsyncIterable<ArchiveEntry>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { name, modified, content } of entries) {
    const entry: WrittenEntry = { name: Buffer.from(name), modified, offset, crc: 0, size: 0, packedSize: 0 };
    const header = localHeader(entry);
    yield header;
    for await (const chunk of packed(entry, content())) {
      entry.packedSize += chunk.length;
      yield chunk;
    }
    const descriptor = dataDescriptor(entry);
    yield descriptor;
    offset += header.length + entry.packedSize + descriptor.length;
    directory.push(centralRecord(entry));
  }
  let size = 0;
  for (let at = 0; at < directory.length; at += recordsPerChunk) {
    const chunk = Buffer.concat(directory.slice(at, at + recordsPerChunk));
    size += chunk.length;
    yield chunk;
  }
  yield directoryEnd({ count: directory.length, size, offset });
}

/** The content, deflated; its sum and size are written into `entry` on the way. */
async function* packed(entry: WrittenEntry, content: AsyncIterable<string>): AsyncGenerator<Buffer> {
  const source = counted(entry, content);
  const begun: Buffer[] = [];
  let isWhole = true;
  // By hand, because leaving a loop over it would end it.
  for (let next = await source.next(); isWhole && !next.done; ) {
    begun.push(next.value);
    isWhole = entry.size < atOnce;
    if (isWhole) next = await source.next();
  }
  if (isWhole) yield await deflateAtOnce(Buffer.concat(begun));
  else yield* deflated(begun, source);
}

async function* counted(entry: WrittenEntry, content: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const bytes = Buffer.from(text);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

async function* deflated(begun: readonly Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  async function* all() {
    yield* begun;
    yield* rest;
  }
  const deflate = createDeflateRaw();
  // What goes wrong destroys the stream that is read below, and is thrown from there.
  const writing = pipeline(all(), deflate).catch(() => undefined);
  for await (const chunk of deflate) yield chunk;
  await writing;
}
