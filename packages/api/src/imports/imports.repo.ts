import { type Db, isUniqueViolation, type Prisma } from "@causerie/db";
import { toJson } from "../to-json.ts";
import type { ImportItem, ImportSource, ImportStatus, Loss, SkipReason } from "./imports.schema.ts";

const select = {
  id: true,
  userId: true,
  fileName: true,
  fingerprint: true,
  sizeBytes: true,
  status: true,
  source: true,
  position: true,
  readBytes: true,
  imported: true,
  existing: true,
  skipped: true,
  errorCode: true,
  createdAt: true,
  finishedAt: true,
} satisfies Prisma.ImportSelect;

export type ImportRow = Prisma.ImportGetPayload<{ select: typeof select }>;

/** Imports that keep another of the same person from beginning. */
export const underWay = ["uploading", "waiting", "running"] satisfies ImportStatus[];

export async function insertImport(
  db: Db,
  row: { id: string; userId: string; fileName: string; fingerprint: string; sizeBytes: number; now: Date },
): Promise<ImportRow> {
  const { now, ...data } = row;
  return db.import.create({ data: { ...data, createdAt: now }, select });
}

/** Whether a write was refused because another import of the person is under way. */
export const isAnotherUnderWay = (error: unknown) => isUniqueViolation(error, "imports_under_way_key");

export async function findImport(db: Db, query: { userId: string; id: string }): Promise<ImportRow | null> {
  return db.import.findFirst({ where: query, select });
}

export async function findUnderWay(db: Db, { userId }: { userId: string }): Promise<ImportRow | null> {
  return db.import.findFirst({ where: { userId, status: { in: underWay } }, select });
}

export async function listImports(db: Db, query: { userId: string; limit: number }): Promise<ImportRow[]> {
  return db.import.findMany({ where: { userId: query.userId }, orderBy: { id: "desc" }, take: query.limit, select });
}

/** Changes the state if it is still one of `from`; null when it is not, or there is no such import of this person's. */
export async function changeStatus(
  db: Db,
  query: { userId: string; id: string; from: ImportStatus[]; to: ImportStatus; errorCode?: string | null; now: Date },
): Promise<ImportRow | null> {
  const { userId, id, from, to, errorCode = null, now } = query;
  const isOver = !underWay.some((status) => status === to);
  const [row] = await db.import.updateManyAndReturn({
    where: { userId, id, status: { in: from } },
    data: { status: to, errorCode, ownerId: null, leaseUntil: null, finishedAt: isOver ? now : null },
    select,
  });
  return row ?? null;
}

/** Imports that wait to be read, and those whose process has not been heard of since its lease ended; oldest first. */
export async function listReadable(
  db: Db,
  query: { leaseExpiredBefore: Date; limit: number },
): Promise<{ id: string; userId: string }[]> {
  const { leaseExpiredBefore, limit } = query;
  return db.import.findMany({
    where: { OR: [{ status: "waiting" }, { status: "running", leaseUntil: { lt: leaseExpiredBefore } }] },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, userId: true },
  });
}

/** Takes one of {@link listReadable} for this process; null when another was quicker. */
export async function claimImport(
  db: Db,
  query: { userId: string; id: string; ownerId: string; leaseExpiredBefore: Date; leaseUntil: Date },
): Promise<ImportRow | null> {
  const { userId, id, ownerId, leaseExpiredBefore, leaseUntil } = query;
  const [row] = await db.import.updateManyAndReturn({
    where: {
      userId,
      id,
      OR: [{ status: "waiting" }, { status: "running", leaseUntil: { lt: leaseExpiredBefore } }],
    },
    data: { status: "running", ownerId, leaseUntil },
    select,
  });
  return row ?? null;
}

/** What a process has done since it last said so. */
export type Advance = {
  userId: string;
  id: string;
  ownerId: string;
  leaseUntil: Date;
  position: number;
  readBytes: number;
  source: ImportSource | null;
  imported: number;
  existing: number;
  skipped: number;
};

/** Writes down how far an import is. False: it is no longer this process's, or was cancelled, and nothing may be written. */
export async function advance(db: Db, step: Advance): Promise<boolean> {
  const { userId, id, ownerId, leaseUntil, position, readBytes, source, imported, existing, skipped } = step;
  const { count } = await db.import.updateMany({
    where: { userId, id, ownerId, status: "running" },
    data: {
      leaseUntil,
      position,
      readBytes,
      ...(source === null ? {} : { source }),
      imported: { increment: imported },
      existing: { increment: existing },
      skipped: { increment: skipped },
    },
  });
  return count === 1;
}

export type ItemRow = {
  seq: number;
  outcome: ImportItem["outcome"];
  sourceId: string | null;
  title: string | null;
  conversationId: string | null;
  reason: SkipReason | null;
  lost: Loss[];
};

/** Records what became of entries of the file. An entry that was recorded before stays as it is. */
export async function insertItems(
  db: Db,
  { userId, importId, items }: { userId: string; importId: string; items: readonly ItemRow[] },
): Promise<void> {
  if (items.length === 0) return;
  await db.$executeRaw`
    insert into import_items (import_id, seq, user_id, outcome, source_id, title, conversation_id, reason, lost, notable)
    select ${importId}, i.seq, ${userId}, i.outcome, i."sourceId", i.title, i."conversationId", i.reason, i.lost,
      i.reason is not null or i.lost <> '[]'
    from jsonb_to_recordset(${toJson(items)}::jsonb) as i(
      seq integer, outcome import_outcome, "sourceId" text, title text, "conversationId" text, reason text, lost jsonb)
    on conflict do nothing`;
}

/** The entries that did not come over whole, in the file's order, after the entry `after`. */
export async function listNotableItems(
  db: Db,
  query: { userId: string; importId: string; after: number; limit: number },
): Promise<ImportItem[]> {
  const { userId, importId, after, limit } = query;
  const rows = await db.importItem.findMany({
    where: { userId, importId, notable: true, seq: { gt: after } },
    orderBy: { seq: "asc" },
    take: limit,
    select: { seq: true, outcome: true, title: true, conversationId: true, reason: true, lost: true },
  });
  // Written by `insertItems` alone, so their form is known.
  return rows as ImportItem[];
}

/** Ends uploads that nobody went on with: begun long ago, and not among those whose file was written to since. */
export async function expireUploads(
  db: Db,
  query: { before: Date; except: readonly string[]; now: Date },
): Promise<void> {
  await db.import.updateMany({
    where: { status: "uploading", createdAt: { lt: query.before }, id: { notIn: [...query.except] } },
    data: { status: "expired", finishedAt: query.now },
  });
}

/** Which of these imports are under way, and need their file. */
export async function listUnderWay(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db.import.findMany({
    where: { id: { in: [...ids] }, status: { in: underWay } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
