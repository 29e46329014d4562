import { AppError } from "@causerie/core";
import type { Database } from "@causerie/db";

/** How many people's emails one process remembers as verified. */
const capacity = 10_000;

export type VerifiedPeople = {
  /** @throws {AppError} EMAIL_UNVERIFIED where that is asked of people and they have not shown that their email is theirs. */
  assertMayChat(userId: string): Promise<void>;
};

/** Asks the database once for each person: an email that was verified stays so. */
export function createVerifiedPeople({ db, required }: { db: Database; required: boolean }): VerifiedPeople {
  const verified = new Set<string>();
  return {
    async assertMayChat(userId) {
      if (!required || verified.has(userId)) return;
      const row = await db.asUser(userId, (tx) =>
        tx.user.findUnique({ where: { id: userId }, select: { emailVerifiedAt: true } }),
      );
      if (!row?.emailVerifiedAt) throw new AppError("EMAIL_UNVERIFIED");
      if (verified.size >= capacity) verified.clear();
      verified.add(userId);
    },
  };
}
