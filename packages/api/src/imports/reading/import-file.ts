import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { AppError } from "@causerie/core";
import { openPromise, validateFileName } from "yauzl";
import type { SkipReason } from "../imports.schema.ts";
import { type JsonElement, type JsonElementLimits, jsonElements, NotJson } from "./json-elements.ts";

/** The next entry of an import, and how much of the file has been read for it. */
export type FileEntry =
  | { kind: "element"; bytes: Buffer; readBytes: number }
  | { kind: "skip"; reason: SkipReason; readBytes: number };

export type ImportFileLimits = JsonElementLimits & {
  /** The most bytes that all that is packed in one archive may unpack to. */
  maxUnpackedBytes: number;
};

/** Generous: a conversation of 2,000 long messages is 4 MB; a chain of 10,000 within each other is 20,000 deep. */
export const defaultLimits: Omit<ImportFileLimits, "maxUnpackedBytes"> = {
  maxBytes: 32 * 1024 * 1024,
  maxNodes: 1_000_000,
  maxDepth: 100_000,
};

/**
 * The conversations of an uploaded file, a JSON text or a ZIP of such, one at a time and never more than that in memory.
 * Nothing is unpacked to the disk, and no name in an archive is used for anything but choosing what to read.
 *
 * @throws {AppError} IMPORT_UNREADABLE when it is neither, or a damaged archive; IMPORT_TOO_LARGE when it unpacks to more
 *   than it may.
 */
export async function* importEntries(file: string, limits: ImportFileLimits): AsyncGenerator<FileEntry> {
  try {
    if (await isZip(file)) yield* zipEntries(file, limits);
    else yield* elementsOf(countedStream(createReadStream(file)), limits);
  } catch (error) {
    // What the disk says is no word about the file.
    if (error instanceof AppError || (error instanceof Error && "syscall" in error)) throw error;
    throw new AppError("IMPORT_UNREADABLE", { message: "the file is neither JSON nor a sound archive", cause: error });
  }
}

async function isZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer[0] === 0x50 && buffer[1] === 0x4b && (buffer[2] === 3 || buffer[2] === 5);
  } finally {
    await handle.close();
  }
}

type Counted = { chunks: AsyncIterable<Uint8Array>; readBytes(): number };

function countedStream(stream: AsyncIterable<Buffer>): Counted {
  let count = 0;
  async function* chunks() {
    for await (const chunk of stream) {
      count += chunk.length;
      yield chunk;
    }
  }
  return { chunks: chunks(), readBytes: () => count };
}

async function* elementsOf({ chunks, readBytes }: Counted, limits: JsonElementLimits): AsyncGenerator<FileEntry> {
  for await (const element of jsonElements(chunks, limits)) yield toEntry(element, readBytes());
}

function toEntry(element: JsonElement, readBytes: number): FileEntry {
  if (element.kind === "element") return { ...element, readBytes };
  return { kind: "skip", reason: element.kind, readBytes };
}

/** ChatGPT and Claude put everything into these, the larger exports of ChatGPT into several. */
const exportOfProduct = /(^|\/)conversations(-\d+)?\.json$/;
/** Of Causerie's own archive, and of folders of single conversations. */
const anyJson = /\.json$/i;
const ofNoConversation = /^(manifest|profile)\.json$/;

async function* zipEntries(file: string, limits: ImportFileLimits): AsyncGenerator<FileEntry> {
  const wanted = (await contains(file, exportOfProduct)) ? exportOfProduct : anyJson;
  const zip = await openPromise(file, { decodeStrings: false, autoClose: false });
  let unpacked = 0;
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileNameRaw.toString("utf8");
      if (!wanted.test(name) || ofNoConversation.test(name)) continue;
      packed += entry.compressedSize;
      if (validateFileName(name) !== null) {
        yield { kind: "skip", reason: "unsafe-name", readBytes: packed };
        continue;
      }
      const stream = await zip.openReadStreamPromise(entry).catch(() => null);
      if (!stream) {
        yield { kind: "skip", reason: "unreadable", readBytes: packed };
        continue;
      }
      const before = unpacked;
      const counted = countedStream(
        limited(stream, (size) => {
          unpacked = before + size;
          if (unpacked > limits.maxUnpackedBytes) {
            throw new AppError("IMPORT_TOO_LARGE", { params: { limit: limits.maxUnpackedBytes } });
          }
        }),
      );
      const progress = () => {
        const share = entry.uncompressedSize > 0 ? Math.min(1, counted.readBytes() / entry.uncompressedSize) : 1;
        return Math.round(packed - entry.compressedSize * (1 - share));
      };
      try {
        yield* elementsOf({ chunks: counted.chunks, readBytes: progress }, limits);
      } catch (error) {
        if (error instanceof AppError) throw error;
        // One damaged file does not spoil the others.
        yield { kind: "skip", reason: error instanceof NotJson ? "invalid-json" : "unreadable", readBytes: packed };
      } finally {
        stream.destroy();
      }
    }
  } finally {
    zip.close();
  }
}

async function contains(file: string, pattern: RegExp): Promise<boolean> {
  const zip = await openPromise(file, { decodeStrings: false, autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) if (pattern.test(entry.fileNameRaw.toString("utf8"))) return true;
    return false;
  } finally {
    zip.close();
  }
}

async function* limited(stream: AsyncIterable<Buffer>, check: (size: number) => void): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    check(size);
    yield chunk;
  }
}
