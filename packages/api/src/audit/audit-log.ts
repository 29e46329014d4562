import { type Clock, newId } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { insertEntries, type NewEntry } from "./audit.repo.ts";

/** What is to be written down; what is left out is not known or does not apply. Never a text someone wrote, never a secret. */
export type AuditEvent = { action: string } & Partial<Omit<NewEntry, "id" | "at" | "action">>;

export type AuditLog = {
  /** Written with the next batch, within a fraction of a second; returns at once. */
  record(event: AuditEvent): void;
  /** Resolves when it is written. While the database can't be written to it is kept for the next batch instead. */
  write(event: AuditEvent): Promise<void>;
  /** Writes what there is to write. */
  close(): Promise<void>;
};

const flushAfterMs = 200;
const retryAfterMs = 2_000;
const batchSize = 500;
/** What is kept while the database is away; each entry is in the process's own log in any case. */
const mostKept = 10_000;

/** Writes the audit log of a process, in batches and off the requests that it tells of. */
export function createAuditLog(deps: { db: Database; clock: Clock; log: Logger }): AuditLog {
  const { db, clock, log } = deps;
  let pending: NewEntry[] = [];
  let flushing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function take(event: AuditEvent): void {
    const { action, actorId = null, keyId = null, refusal = null, targetId = null, targetName = null } = event;
    const { details = {}, requestId = null, address = null } = event;
    const what = { action, actorId, keyId, refusal, targetId, targetName, details };
    const entry: NewEntry = { id: newId("auditEntry"), at: clock.now(), ...what, requestId, address };
    log.info({ ...what, requestId, audit: entry.id }, "audit");
    if (pending.length >= mostKept) log.error({ audit: pending.shift()?.id }, "audit entry given up");
    pending.push(entry);
  }

  function schedule(delayMs: number): void {
    if (timer || closed) return;
    timer = setTimeout(() => {
      timer = null;
      void flush();
    }, delayMs);
    timer.unref();
  }

  /** One batch after another: of two at once the first to begin is the first to be written. */
  function flush(): Promise<void> {
    flushing = flushing.then(async () => {
      while (pending.length > 0) {
        const batch = pending.slice(0, batchSize);
        try {
          await db.asSystem("audit: write", (tx) => insertEntries(tx, batch));
        } catch (error) {
          log.error({ err: error, entries: pending.length }, "audit entries could not be written");
          schedule(retryAfterMs);
          return;
        }
        const written = new Set(batch);
        pending = pending.filter((entry) => !written.has(entry));
      }
    });
    return flushing;
  }

  return {
    record(event) {
      take(event);
      schedule(flushAfterMs);
    },
    write(event) {
      take(event);
      return flush();
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await flush();
    },
  };
}
