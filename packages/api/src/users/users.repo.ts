import type { Db, Prisma } from "@causerie/db";

const select = {
  id: true,
  email: true,
  username: true,
  trigram: true,
  role: true,
  isActive: true,
  messagesPerMinute: true,
  lastSeenAt: true,
  secondFactor: { select: { confirmedAt: true } },
  createdAt: true,
} satisfies Prisma.UserSelect;

export type UserRow = Prisma.UserGetPayload<{ select: typeof select }>;

export type OwnChange = {
  username?: string;
  usernameKey?: string;
  trigram?: string | null;
  locale?: string | null;
  theme?: string | null;
  defaultModel?: string | null;
};

export type AdminChange = {
  role?: "user" | "admin";
  isActive?: boolean;
  messagesPerMinute?: number | null;
  sessionVersion?: { increment: 1 };
};

export async function updateOwnRow(db: Db, { userId, data }: { userId: string; data: OwnChange }): Promise<void> {
  await db.user.updateMany({ where: { id: userId }, data });
}

/** The model that a person chose for conversations that name none. */
export async function findDefaultModel(db: Db, { userId }: { userId: string }): Promise<string | null> {
  const row = await db.user.findUnique({ where: { id: userId }, select: { defaultModel: true } });
  return row?.defaultModel ?? null;
}

/** Users from the newest on, those below `beforeId` (ids sort by time), whose email, username or trigram has the text. */
export function listUsers(
  db: Db,
  query: { text: string | null; beforeId: string | null; limit: number },
): Promise<UserRow[]> {
  const has = { contains: literal(query.text ?? ""), mode: "insensitive" } as const;
  return db.user.findMany({
    where: {
      ...(query.text ? { OR: [{ email: has }, { username: has }, { usernameKey: has }, { trigram: has }] } : {}),
      ...(query.beforeId ? { id: { lt: query.beforeId } } : {}),
    },
    orderBy: { id: "desc" },
    take: query.limit,
    select,
  });
}

export function findUser(db: Db, { id }: { id: string }): Promise<UserRow | null> {
  return db.user.findUnique({ where: { id }, select });
}

export function findUserByEmail(db: Db, { email }: { email: string }): Promise<UserRow | null> {
  return db.user.findUnique({ where: { email }, select });
}

export function updateUser(db: Db, { id, data }: { id: string; data: AdminChange }): Promise<UserRow> {
  return db.user.update({ where: { id }, data, select });
}

/** They were seen now; one who was seen later by another process stays so. */
export async function touchUsers(db: Db, { ids, now }: { ids: readonly string[]; now: Date }): Promise<void> {
  await db.$executeRaw`
    update users set last_seen_at = ${now} where id = any(${ids}) and (last_seen_at is null or last_seen_at < ${now})`;
}

/** Deletes the account and, by the foreign keys' cascades, all that is theirs; null when there was none. */
export async function deleteUser(db: Db, { id }: { id: string }): Promise<{ id: string; username: string } | null> {
  const row = await db.user.findUnique({ where: { id }, select: { id: true, username: true } });
  if (row) await db.user.deleteMany({ where: { id } });
  return row;
}

/**
 * The ids of the active admins, whose rows stay locked until the transaction ends: of two that would remove one each, the
 * second waits and then sees what the first left.
 */
export async function lockActiveAdmins(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from users where role = 'admin' and is_active order by id for update`;
  return rows.map((row) => row.id);
}

/** Prisma passes `%`, `_` and `\` on to LIKE as they are. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
