import type { Db } from "@causerie/db";

export type Purpose = "reset" | "verify";

const personSelect = {
  id: true,
  email: true,
  username: true,
  locale: true,
  isActive: true,
  sessionVersion: true,
  emailVerifiedAt: true,
} as const;

export function findPerson(db: Db, where: { id: string } | { email: string }) {
  return db.user.findUnique({ where, select: personSelect });
}

type NewLink = {
  userId: string;
  purpose: Purpose;
  tokenHash: string;
  email: string;
  sessionVersion: number;
  expiresAt: Date;
};

/** Puts the link in the place of the one of its purpose that the person was sent before. */
export async function putLink(db: Db, link: NewLink): Promise<void> {
  const { userId, purpose, ...rest } = link;
  await db.mailedLink.upsert({
    where: { userId_purpose: { userId, purpose } },
    create: link,
    update: rest,
    select: { userId: true },
  });
}

type Key = { purpose: Purpose; tokenHash: string; now: Date };

/** Whom the link is for, while it is good: not expired, and neither their email nor their sessions changed since. */
export async function findPersonOfLink(db: Db, { purpose, tokenHash, now }: Key) {
  const link = await db.mailedLink.findUnique({
    where: { tokenHash, purpose, expiresAt: { gt: now } },
    select: { email: true, sessionVersion: true, user: { select: personSelect } },
  });
  const person = link?.user;
  const holds = person?.isActive && person.email === link?.email && person.sessionVersion === link?.sessionVersion;
  return holds ? person : null;
}

/** Uses it up; says whether it was still there. */
export async function deleteLink(db: Db, { tokenHash }: { tokenHash: string }): Promise<boolean> {
  const { count } = await db.mailedLink.deleteMany({ where: { tokenHash } });
  return count === 1;
}

/** Sets the password of someone who showed that they read the mail to their email, and ends every session. */
export async function setPassword(
  db: Db,
  change: { userId: string; passwordHash: string; now: Date; wasVerified: boolean },
): Promise<void> {
  const { userId, passwordHash, now, wasVerified } = change;
  // Until now anyone could have registered with that email, and have made keys.
  if (!wasVerified) await db.apiKey.deleteMany({ where: { userId } });
  await db.user.update({
    where: { id: userId },
    data: { passwordHash, sessionVersion: { increment: 1 }, ...(wasVerified ? {} : { emailVerifiedAt: now }) },
    select: { id: true },
  });
}

export async function setVerified(db: Db, { userId, now }: { userId: string; now: Date }): Promise<void> {
  await db.user.updateMany({ where: { id: userId, emailVerifiedAt: null }, data: { emailVerifiedAt: now } });
}
