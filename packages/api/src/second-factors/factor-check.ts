import { AppError, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { Attempts } from "../auth/attempts.ts";
import { createKeyedHash } from "../secrets/keyed-hash.ts";
import { createSealedText } from "../secrets/sealed-text.ts";
import { canonicalRecoveryCode } from "./recovery-codes.ts";
import * as repo from "./second-factors.repo.ts";
import { totpStep } from "./totp.ts";

export type FactorCheck = {
  /**
   * Asks for the second factor of someone whose password was right; of someone without one, nothing. A code that was taken
   * is never taken again.
   *
   * @throws {AppError} TOTP_REQUIRED when no code was brought, TOTP_INVALID, RATE_LIMITED.
   */
  require(input: { userId: string; code: string | undefined; address: string }): Promise<void>;
};

export type FactorDependencies = { db: Database; authSecret: string; clock: Clock; log: Logger; attempts: Attempts };

export function createFactorCheck(dependencies: FactorDependencies): FactorCheck {
  const { db, clock, log, attempts } = dependencies;
  const sealed = createSealedText(dependencies.authSecret, "second-factor");
  const hash = createKeyedHash(dependencies.authSecret, "recovery-code");
  return {
    async require({ userId, code, address }) {
      const factor = await db.asSystem("second-factors: find", (tx) => repo.findFactor(tx, { userId }));
      if (!factor?.confirmedAt) return;
      const typed = code?.replaceAll(/\s/g, "") ?? "";
      if (typed === "") throw new AppError("TOTP_REQUIRED", { message: "a second factor is needed" });
      const secret = sealed.open(factor.sealedSecret, userId);
      await attempts.guard({ account: `code:${userId}`, address }, async () => {
        const taken = /^\d{6}$/.test(typed) ? await takeStep(typed) : await takeRecoveryCode(typed);
        if (taken) return;
        log.warn({ userId }, "a wrong second factor after the right password");
        throw new AppError("TOTP_INVALID", { message: "wrong or used code" });
      });

      async function takeStep(digits: string): Promise<boolean> {
        const step = totpStep(secret, digits, clock.now());
        if (step === null) return false;
        return await db.asSystem("second-factors: use a code", (tx) => repo.useStep(tx, { userId, step }));
      }

      async function takeRecoveryCode(text: string): Promise<boolean> {
        const codeHash = hash(canonicalRecoveryCode(text));
        const used = await db.asSystem("second-factors: use a recovery code", (tx) =>
          repo.useRecoveryCode(tx, { userId, codeHash }),
        );
        if (used) log.info({ userId }, "a recovery code was used");
        return used;
      }
    },
  };
}
