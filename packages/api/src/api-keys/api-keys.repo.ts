import type { Db, Prisma } from "@causerie/db";
import type { PrincipalState } from "../auth/principal-reader.ts";

const select = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  ratePerMinute: true,
  budgetMicros: true,
  budgetPeriod: true,
  expiresAt: true,
  previousUntil: true,
  lastUsedAt: true,
  createdAt: true,
} satisfies Prisma.ApiKeySelect;

export type KeyRow = Prisma.ApiKeyGetPayload<{ select: typeof select }>;
export type NewKeyRow = Prisma.ApiKeyUncheckedCreateInput;

export async function insertKey(db: Db, row: NewKeyRow): Promise<KeyRow> {
  return db.apiKey.create({ data: row, select });
}

/** Newest first, without those that were revoked. */
export function listKeys(db: Db, { userId }: { userId: string }): Promise<KeyRow[]> {
  return db.apiKey.findMany({ where: { userId, revokedAt: null }, orderBy: { id: "desc" }, select });
}

export function countKeys(db: Db, { userId }: { userId: string }): Promise<number> {
  return db.apiKey.count({ where: { userId, revokedAt: null } });
}

type Own = { userId: string; id: string };

export async function renameKey(db: Db, { userId, id, name }: Own & { name: string }): Promise<boolean> {
  const { count } = await db.apiKey.updateMany({ where: { id, userId, revokedAt: null }, data: { name } });
  return count === 1;
}

export async function revokeKey(db: Db, { userId, id, now }: Own & { now: Date }): Promise<boolean> {
  const { count } = await db.apiKey.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: now } });
  return count === 1;
}

/**
 * Puts a new secret in place of a key's, whose old one stays good until `previousUntil`. Null: there is no such key, or it is
 * no longer good for anything.
 *
 * @param db the system's scope: a person's own does not touch secrets.
 */
export async function rotateKey(
  db: Db,
  change: Own & { secretHash: (prefix: string) => string; previousUntil: Date; now: Date },
): Promise<KeyRow | null> {
  const { id, userId, now, previousUntil } = change;
  const [old] = await db.$queryRaw<{ prefix: string; secretHash: string }[]>`
    select prefix, secret_hash as "secretHash" from api_keys
    where id = ${id} and user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > ${now}) for update`;
  if (!old) return null;
  const data = { secretHash: change.secretHash(old.prefix), previousHash: old.secretHash, previousUntil };
  return db.apiKey.update({ where: { id, userId }, data, select });
}

/** What each request that brings a key asks of the key's row and its person's. */
export type KeyState = {
  id: string;
  userId: string;
  prefix: string;
  secretHash: string;
  previousHash: string | null;
  previousUntil: Date | null;
  scopes: string[];
  ratePerMinute: number | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
} & PrincipalState;

/** @param db the system's scope: nobody is known yet. */
export async function findKeyState(
  db: Db,
  by: { prefix: string; id: null } | { prefix: null; id: string },
): Promise<KeyState | null> {
  const [row] = await db.$queryRaw<KeyState[]>`
    select k.id, k.user_id as "userId", k.prefix, k.secret_hash as "secretHash", k.previous_hash as "previousHash",
      k.previous_until as "previousUntil", k.scopes, k.rate_per_minute as "ratePerMinute", k.expires_at as "expiresAt",
      k.revoked_at as "revokedAt", u.role::text as role, u.is_active as "isActive", u.session_version as "sessionVersion",
      u.messages_per_minute as "messagesPerMinute"
    from api_keys k join users u on u.id = k.user_id
    where (k.prefix = ${by.prefix} or k.id = ${by.id})`;
  return row ?? null;
}

/** Says when keys were last used, each unless another process said so less than a minute before. */
export async function touchKeys(db: Db, { ids, now }: { ids: string[]; now: Date }): Promise<void> {
  const before = new Date(now.getTime() - 60_000);
  await db.apiKey.updateMany({
    where: { id: { in: ids }, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] },
    data: { lastUsedAt: now },
  });
}
