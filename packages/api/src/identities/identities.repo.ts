import type { Db } from "@causerie/db";
import { noPassword } from "../auth/passwords/password-hasher.ts";

const personSelect = { id: true, isActive: true, sessionVersion: true, emailVerifiedAt: true } as const;

type Key = { issuer: string; subject: string };

/** Whose identity it is. */
export async function findPersonOf(db: Db, { issuer, subject }: Key) {
  const identity = await db.linkedIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { user: { select: personSelect } },
  });
  return identity?.user ?? null;
}

export async function touchIdentity(db: Db, { issuer, subject, now }: Key & { now: Date }): Promise<void> {
  await db.linkedIdentity.updateMany({ where: { issuer, subject }, data: { lastUsedAt: now } });
}

export function findPersonByEmail(db: Db, { email }: { email: string }) {
  return db.user.findUnique({ where: { email }, select: personSelect });
}

/** Links it unless the person has another one at that issuer; says whether it did. */
export async function insertIdentity(
  db: Db,
  identity: Key & { userId: string; email: string; createdAt: Date },
): Promise<boolean> {
  const { count } = await db.linkedIdentity.createMany({
    data: [{ ...identity, lastUsedAt: identity.createdAt }],
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * Takes away all by which whoever registered with that email could still come in, and ends their sessions.
 *
 * @returns the person's session version from now on.
 */
export async function takeOver(db: Db, { userId, now }: { userId: string; now: Date }): Promise<number> {
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.secondFactor.deleteMany({ where: { userId } });
  await db.apiKey.deleteMany({ where: { userId } });
  const { sessionVersion } = await db.user.update({
    where: { id: userId },
    data: { passwordHash: noPassword, emailVerifiedAt: now, sessionVersion: { increment: 1 } },
    select: { sessionVersion: true },
  });
  return sessionVersion;
}

export function findIdentity(db: Db, { userId, issuer }: { userId: string; issuer: string }) {
  return db.linkedIdentity.findUnique({
    where: { userId_issuer: { userId, issuer } },
    select: { email: true, createdAt: true, lastUsedAt: true },
  });
}

export async function deleteIdentity(db: Db, { userId, issuer }: { userId: string; issuer: string }): Promise<boolean> {
  const { count } = await db.linkedIdentity.deleteMany({ where: { userId, issuer } });
  return count === 1;
}

export async function hasPassword(db: Db, { userId }: { userId: string }): Promise<boolean> {
  return (await db.user.count({ where: { id: userId, passwordHash: { not: noPassword } } })) === 1;
}
