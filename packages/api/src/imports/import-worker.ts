import type { Clock } from "@causerie/core";
import { type AppError, isAppError } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { ModelsService } from "../models/models.service.ts";
import { importLeaseMs, NotMine, runImport } from "./import-run.ts";
import * as repo from "./imports.repo.ts";
import type { ImportFileLimits } from "./reading/import-file.ts";
import type { UploadStore } from "./upload-store.ts";

/** Whether it is the file that can't be imported, and not the server that can't do it now. */
function isFinal(error: unknown): error is AppError {
  return isAppError(error) && error.code.startsWith("IMPORT_");
}

/** How many files one process reads at once; a person has one import at a time anyway. */
const atOnce = 2;

/**
 * Reads uploaded files in the background. Which are to be read is in the database, so that any process that has the file
 * takes over what another left behind.
 */
export function createImportWorker(deps: {
  db: Database;
  clock: Clock;
  log: Logger;
  models: ModelsService;
  store: UploadStore;
  ownerId: string;
  limits: ImportFileLimits;
}) {
  const { db, clock, log, store, ownerId } = deps;
  const running = new Map<string, { work: Promise<void>; stop: AbortController }>();
  let closed = false;

  async function look({ exclusive }: { exclusive: boolean }): Promise<void> {
    const now = clock.now();
    // On the embedded database nobody else can hold a lease, so none needs to run out.
    const leaseExpiredBefore = exclusive ? new Date(now.getTime() + 2 * importLeaseMs) : now;
    const candidates = await db.asSystem("imports: look for files to read", (tx) =>
      repo.listReadable(tx, { leaseExpiredBefore, limit: 20 }),
    );
    for (const { id, userId } of candidates) {
      if (closed || running.size >= atOnce) return;
      if (running.has(id) || !(await store.has(id))) continue;
      const leaseUntil = new Date(now.getTime() + importLeaseMs);
      const row = await db.asUser(userId, (tx) =>
        repo.claimImport(tx, { userId, id, ownerId, leaseExpiredBefore, leaseUntil }),
      );
      if (row && !closed) begin(row);
    }
  }

  function begin(row: repo.ImportRow): void {
    const stop = new AbortController();
    const work = read(row, stop.signal).finally(() => {
      running.delete(row.id);
      if (!closed) wake();
    });
    running.set(row.id, { work, stop });
  }

  async function read(row: repo.ImportRow, signal: AbortSignal): Promise<void> {
    const { userId, id } = row;
    const end = (to: "complete" | "failed", errorCode: string | null) =>
      db.asUser(userId, (tx) =>
        repo.changeStatus(tx, { userId, id, from: ["running"], to, errorCode, now: clock.now() }),
      );
    try {
      await runImport(deps, row, { file: store.fileOf(id), signal });
      await end("complete", null);
      await store.remove(id);
      log.info({ userId, importId: id }, "import complete");
    } catch (error) {
      if (error instanceof NotMine) return;
      if (isFinal(error)) {
        await end("failed", error.code).catch(() => null);
        await store.remove(id);
        log.info({ userId, importId: id, code: error.code }, "import failed");
        return;
      }
      // The database or the disk: its lease runs out, and whoever has the file goes on.
      log.warn({ userId, importId: id, err: error }, "an import stopped; it goes on later");
    }
  }

  /** Looks for files to read, now; what goes wrong is tried again by the next look. */
  function wake(options = { exclusive: false }): void {
    look(options).catch((error: unknown) => log.warn({ err: error }, "imports could not be looked for"));
  }

  return {
    wake,
    /** Whoever waits here knows that all that was being read has ended. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all([...running.values()].map(({ work }) => work));
    },
    /** Stops reading this one: it was cancelled. */
    stop(id: string): void {
      running.get(id)?.stop.abort();
    },
    /** Stops after the conversation under way; the rest goes on after the next start. */
    async close(): Promise<void> {
      closed = true;
      for (const { stop } of running.values()) stop.abort();
      await Promise.all([...running.values()].map(({ work }) => work));
    },
  };
}
