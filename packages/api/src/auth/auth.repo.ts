import type { Db, Prisma } from "@causerie/db";

/** What a person sees of their own account. */
const meSelect = {
  id: true,
  email: true,
  username: true,
  trigram: true,
  role: true,
  locale: true,
  theme: true,
  defaultModel: true,
  emailVerifiedAt: true,
  createdAt: true,
} satisfies Prisma.UserSelect;

export type MeRow = Prisma.UserGetPayload<{ select: typeof meSelect }>;

const secretSelect = { id: true, passwordHash: true, isActive: true, sessionVersion: true } satisfies Prisma.UserSelect;

export type NewAccount = {
  id: string;
  email: string;
  username: string;
  usernameKey: string;
  trigram: string | null;
  passwordHash: string;
  role: "user" | "admin";
  emailVerifiedAt: Date | null;
  createdAt: Date;
};

export function insertAccount(db: Db, account: NewAccount): Promise<MeRow> {
  return db.user.create({ data: account, select: meSelect });
}

export function findMe(db: Db, { userId }: { userId: string }): Promise<MeRow | null> {
  return db.user.findUnique({ where: { id: userId }, select: meSelect });
}

export function findSecretByEmail(db: Db, { email }: { email: string }) {
  return db.user.findUnique({ where: { email }, select: secretSelect });
}

export function findSecretById(db: Db, { userId }: { userId: string }) {
  return db.user.findUnique({ where: { id: userId }, select: { ...secretSelect, email: true, username: true } });
}

/** Sets the password unless another change came first; says whether it did. */
export async function replacePassword(
  db: Db,
  change: { userId: string; oldHash: string; newHash: string },
): Promise<boolean> {
  const { count } = await db.user.updateMany({
    where: { id: change.userId, passwordHash: change.oldHash },
    data: { passwordHash: change.newHash, sessionVersion: { increment: 1 } },
  });
  return count === 1;
}

/** Ends every session of a person; says whether there is one. */
export async function raiseSessionVersion(db: Db, { userId }: { userId: string }): Promise<boolean> {
  const { count } = await db.user.updateMany({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
  return count === 1;
}

/** Whether anyone has an account, or only an admin's when a role is given. */
export async function accountExists(db: Db, where: { role?: "admin" } = {}): Promise<boolean> {
  return (await db.user.findFirst({ where, select: { id: true } })) !== null;
}
