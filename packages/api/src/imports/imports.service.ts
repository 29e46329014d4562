import { AppError, appErrorCodes, type Clock, newId } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { ModelsService } from "../models/models.service.ts";
import type { Page } from "../schema-parts.ts";
import { importLeaseMs } from "./import-run.ts";
import { createImportWorker } from "./import-worker.ts";
import * as repo from "./imports.repo.ts";
import { type ImportItem, type ImportView, importSource } from "./imports.schema.ts";
import { defaultLimits, type ImportFileLimits } from "./reading/import-file.ts";
import { createUploadStore } from "./upload-store.ts";

export type ImportsService = ReturnType<typeof createImportsService>;

/** An upload that nobody went on with for this long is given up. */
const uploadExpiresMs = 24 * 60 * 60 * 1000;
const sweepEveryMs = 60 * 60 * 1000;
/** JSON packs well; what unpacks to more than this many times the largest file is no conversation. */
const mostUnpackedTimes = 8;

const reportCursor = z.tuple([z.number().int()]);

/** The imports of one person; `userId` is always who asks. */
export function createImportsService(deps: {
  db: Database;
  clock: Clock;
  log: Logger;
  models: ModelsService;
  /** Names this process, so that a late write of one that lost its import is refused. */
  ownerId: string;
  config: { importDirectory: string; maxImportBytes: number };
  limits?: Partial<ImportFileLimits>;
}) {
  const { db, clock, log, models, ownerId, config } = deps;
  const store = createUploadStore({ directory: config.importDirectory });
  const maxUnpackedBytes = mostUnpackedTimes * config.maxImportBytes;
  const limits = { ...defaultLimits, maxUnpackedBytes, ...deps.limits };
  const worker = createImportWorker({ db, clock, log, models, store, ownerId, limits });

  async function toView(row: repo.ImportRow): Promise<ImportView> {
    const { id, fileName, fingerprint, status, imported, existing, skipped } = row;
    const sizeBytes = Number(row.sizeBytes);
    const received = status === "uploading" ? await store.sizeOf(id) : sizeBytes;
    return {
      ...{ id, fileName, fingerprint, sizeBytes, status, imported, existing, skipped },
      receivedBytes: Math.min(received, sizeBytes),
      readBytes: Math.min(Number(row.readBytes), sizeBytes),
      source: importSource.safeParse(row.source).data ?? null,
      errorCode: appErrorCodes.find((code) => code === row.errorCode) ?? null,
      createdAt: row.createdAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
    };
  }

  async function find(userId: string, id: string): Promise<repo.ImportRow> {
    return found(await db.asUser(userId, (tx) => repo.findImport(tx, { userId, id })));
  }

  /** Gives up abandoned uploads, and deletes files of imports that ended or whose person has gone. */
  async function sweep(): Promise<void> {
    const now = clock.now();
    const before = new Date(now.getTime() - uploadExpiresMs);
    const files = await store.list();
    const except = files.filter(({ modified }) => modified >= before).map(({ id }) => id);
    const needed = await db.asSystem("imports: give up abandoned uploads", async (tx) => {
      await repo.expireUploads(tx, { before, except, now });
      return repo.listUnderWay(
        tx,
        files.map(({ id }) => id),
      );
    });
    for (const { id } of files) if (!needed.includes(id)) await store.remove(id);
  }

  const tidy = () => sweep().catch((error: unknown) => log.warn({ err: error }, "uploads could not be tidied up"));
  const timers = [setInterval(() => worker.wake(), importLeaseMs), setInterval(() => void tidy(), sweepEveryMs)];
  for (const timer of timers) timer.unref();

  return {
    /**
     * Begins an upload, or goes on with the one of the same file.
     *
     * @throws {AppError} IMPORT_TOO_LARGE with `limit` in bytes; IMPORT_IN_PROGRESS while another is under way.
     */
    async start(
      userId: string,
      input: { fileName: string; fingerprint: string; sizeBytes: number },
    ): Promise<ImportView> {
      if (input.sizeBytes > config.maxImportBytes) {
        throw new AppError("IMPORT_TOO_LARGE", { params: { limit: config.maxImportBytes } });
      }
      const row = { id: newId("import"), userId, ...input, now: clock.now() };
      try {
        return toView(await db.asUser(userId, (tx) => repo.insertImport(tx, row)));
      } catch (error) {
        if (!repo.isAnotherUnderWay(error)) throw error;
        const other = await db.asUser(userId, (tx) => repo.findUnderWay(tx, { userId }));
        const isSame = other?.fingerprint === input.fingerprint && other.sizeBytes === BigInt(input.sizeBytes);
        if (other?.status === "uploading" && isSame) return toView(other);
        throw new AppError("IMPORT_IN_PROGRESS", { cause: error });
      }
    },

    /** The last ten. */
    async list(userId: string): Promise<{ items: ImportView[]; maxBytes: number }> {
      const rows = await db.asUser(userId, (tx) => repo.listImports(tx, { userId, limit: 10 }));
      return { items: await Promise.all(rows.map(toView)), maxBytes: config.maxImportBytes };
    },

    async status(userId: string, id: string): Promise<ImportView> {
      return toView(await find(userId, id));
    },

    /** What did not come over whole. @throws {AppError} NOT_FOUND, CURSOR_INVALID. */
    async report(
      userId: string,
      input: { id: string; cursor?: string | null | undefined; limit: number },
    ): Promise<Page<ImportItem>> {
      const { id, limit } = input;
      const after = input.cursor ? decodeCursor(input.cursor, reportCursor)[0] : -1;
      await find(userId, id);
      const query = { userId, importId: id, after, limit: limit + 1 };
      const rows = await db.asUser(userId, (tx) => repo.listNotableItems(tx, query));
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.seq]) : null };
    },

    /** Ends it and deletes its file; what was taken over stays. Cancelling what has ended changes nothing. */
    async cancel(userId: string, id: string): Promise<ImportView> {
      const change = { userId, id, from: repo.underWay, to: "cancelled", now: clock.now() } as const;
      const row = await db.asUser(userId, (tx) => repo.changeStatus(tx, change));
      if (!row) return toView(await find(userId, id));
      worker.stop(id);
      await store.remove(id);
      return toView(row);
    },

    /**
     * Writes a part of the file where it ends. With the last one, reading begins.
     *
     * @param part.chunks what the connection brings; what came before it broke stays.
     * @throws {AppError} NOT_FOUND; IMPORT_ENDED when it takes no more; UPLOAD_OFFSET_WRONG with `offset`; CONFLICT.
     */
    async append(
      userId: string,
      id: string,
      part: { offset: number; chunks: AsyncIterable<Uint8Array> },
    ): Promise<{ receivedBytes: number }> {
      const row = await find(userId, id);
      if (row.status !== "uploading") throw new AppError("IMPORT_ENDED", { message: `the import is ${row.status}` });
      const maxBytes = Number(row.sizeBytes);
      const receivedBytes = await store.append(id, { ...part, maxBytes });
      if (receivedBytes === maxBytes) {
        const change = { userId, id, from: ["uploading"], to: "waiting", now: clock.now() } as const;
        const changed = await db.asUser(userId, (tx) => repo.changeStatus(tx, { ...change, from: [...change.from] }));
        if (changed) worker.wake();
        // It was cancelled while its last part was written.
        else await store.remove(id);
      }
      return { receivedBytes };
    },

    /** Goes on with what a former process left behind. To be called once, at the start. */
    recover(): void {
      worker.wake({ exclusive: db.engine === "embedded" });
      void tidy();
    },

    /** Resolves when nothing is being read. */
    idle: () => worker.idle(),

    async close(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      await worker.close();
    },
  };
}

function found(row: repo.ImportRow | null): repo.ImportRow {
  if (!row) throw new AppError("NOT_FOUND", { message: "no such import" });
  return row;
}
