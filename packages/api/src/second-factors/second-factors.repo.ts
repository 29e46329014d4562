import type { Db } from "@causerie/db";

const select = { sealedSecret: true, confirmedAt: true } as const;

export function findFactor(db: Db, { userId }: { userId: string }) {
  return db.secondFactor.findUnique({ where: { userId }, select });
}

/** Puts a factor that is still to be confirmed in the place of an earlier such one; says whether none was confirmed. */
export async function putFactor(
  db: Db,
  factor: { userId: string; sealedSecret: string; createdAt: Date },
): Promise<boolean> {
  await db.secondFactor.deleteMany({ where: { userId: factor.userId, confirmedAt: null } });
  const { count } = await db.secondFactor.createMany({ data: [factor], skipDuplicates: true });
  return count === 1;
}

/** Confirms the factor with that secret; says whether it was there to be confirmed. */
export async function confirmFactor(
  db: Db,
  factor: { userId: string; sealedSecret: string; step: number; now: Date },
): Promise<boolean> {
  const { count } = await db.secondFactor.updateMany({
    where: { userId: factor.userId, sealedSecret: factor.sealedSecret, confirmedAt: null },
    data: { confirmedAt: factor.now, lastStep: factor.step },
  });
  return count === 1;
}

/** Uses a code's time step up; says whether no code of it or of a later one was used before. */
export async function useStep(db: Db, { userId, step }: { userId: string; step: number }): Promise<boolean> {
  const { count } = await db.secondFactor.updateMany({
    where: { userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  });
  return count === 1;
}

/** Uses a recovery code up; says whether it was there. */
export async function useRecoveryCode(db: Db, code: { userId: string; codeHash: string }): Promise<boolean> {
  const { count } = await db.recoveryCode.deleteMany({ where: code });
  return count === 1;
}

/** Puts these in the place of all that the person had. */
export async function replaceRecoveryCodes(
  db: Db,
  { userId, codeHashes, createdAt }: { userId: string; codeHashes: readonly string[]; createdAt: Date },
): Promise<void> {
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.recoveryCode.createMany({ data: codeHashes.map((codeHash) => ({ userId, codeHash, createdAt })) });
}

/** Removes the factor and its recovery codes; says whether there was one. */
export async function deleteFactor(db: Db, { userId }: { userId: string }): Promise<boolean> {
  await db.recoveryCode.deleteMany({ where: { userId } });
  const { count } = await db.secondFactor.deleteMany({ where: { userId } });
  return count === 1;
}

/** As the person's own role may see it: without the secret. */
export async function findFactorState(db: Db, { userId }: { userId: string }) {
  const factor = await db.secondFactor.findUnique({ where: { userId }, select: { confirmedAt: true } });
  // Prisma would read the hashes along, which this role may not.
  const [row] = await db.$queryRaw<{ codes: number }[]>`
    select count(*)::int as codes from recovery_codes where user_id = ${userId}`;
  return { confirmedAt: factor?.confirmedAt ?? null, codes: row?.codes ?? 0 };
}
