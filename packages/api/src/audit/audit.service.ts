import { isId } from "@causerie/core";
import type { Database, Db } from "@causerie/db";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { Page } from "../schema-parts.ts";
import * as repo from "./audit.repo.ts";
import type { AuditEntryView, AuditFilter } from "./audit.schema.ts";
import type { AuditLog } from "./audit-log.ts";

export type AuditService = ReturnType<typeof createAuditService>;

const position = z.tuple([z.iso.datetime(), z.string().refine((value) => isId("auditEntry", value))]);
const exportPage = 1_000;

/** The audit log: what everyone writes to, and admins read. */
export function createAuditService(deps: { db: Database; auditLog: AuditLog }) {
  const { db, auditLog } = deps;

  async function page(input: AuditFilter & { cursor?: string | null | undefined; limit: number }) {
    const { cursor, limit, person, action, from, to } = input;
    const [at, id] = cursor ? decodeCursor(cursor, position) : [];
    return db.asSystem("audit: list", async (tx): Promise<Page<AuditEntryView>> => {
      const personId = person ? await repo.findPersonId(tx, person) : null;
      if (person && personId === null) return { items: [], nextCursor: null };
      const filter = {
        personId,
        action: action || null,
        from: from ? new Date(from) : null,
        to: to ? new Date(to) : null,
      };
      const before = at !== undefined && id !== undefined ? { at: new Date(at), id } : null;
      return toPage(await repo.listEntries(tx, { ...filter, before, limit: limit + 1 }), limit);
    });
  }

  return {
    record: auditLog.record,
    write: auditLog.write,

    /** Newest first. @throws {AppError} CURSOR_INVALID. */
    list: page,

    /** The names of what has been done so far. */
    actions: async () => ({ items: await db.asSystem("audit: list the actions", (tx: Db) => repo.listActions(tx)) }),

    /** All that the filter leaves, newest first, read as it is taken: memory does not grow with the log. */
    async *export(filter: AuditFilter): AsyncGenerator<AuditEntryView, void, undefined> {
      let cursor: string | null = null;
      do {
        const { items, nextCursor }: Page<AuditEntryView> = await page({ ...filter, cursor, limit: exportPage });
        yield* items;
        cursor = nextCursor;
      } while (cursor !== null);
    },
  };
}

function toPage(rows: readonly repo.AuditRow[], limit: number): Page<AuditEntryView> {
  const items = rows.slice(0, limit).map(toView);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.at, last.id]) : null };
}

const detailsOf = z.record(z.string(), z.unknown()).catch({});

function toView(row: repo.AuditRow): AuditEntryView {
  return { ...row, at: row.at.toISOString(), details: detailsOf.parse(row.details) };
}
