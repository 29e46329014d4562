import { AppError } from "@causerie/core";
import type { Db } from "@causerie/db";
import type { z } from "zod";
import type { AuthService } from "../auth/auth.service.ts";
import { createKeyedHash } from "../secrets/keyed-hash.ts";
import { createSealedText } from "../secrets/sealed-text.ts";
import type { FactorDependencies } from "./factor-check.ts";
import { newRecoveryCodes } from "./recovery-codes.ts";
import * as repo from "./second-factors.repo.ts";
import type { enrolSecondFactorOutput, SecondFactorState } from "./second-factors.schema.ts";
import { newTotpSecret, totpStep, totpUri } from "./totp.ts";

type Proof = { userId: string; password: string; code: string; address: string };

export type SecondFactorsService = {
  state(userId: string): Promise<SecondFactorState>;
  /**
   * A new secret, not asked for before a code of it was shown.
   *
   * @throws {AppError} INVALID_CREDENTIALS, PASSWORD_NOT_SET, RATE_LIMITED; CONFLICT when there is a confirmed one.
   */
  enrol(input: Omit<Proof, "code">): Promise<z.infer<typeof enrolSecondFactorOutput>>;
  /**
   * Puts it in force.
   *
   * @returns ten recovery codes, which can't be had again.
   * @throws {AppError} TOTP_INVALID, RATE_LIMITED; CONFLICT when there is nothing to confirm.
   */
  confirm(input: Omit<Proof, "password">): Promise<string[]>;
  /**
   * New recovery codes; the old ones are void.
   *
   * @throws {AppError} INVALID_CREDENTIALS, PASSWORD_NOT_SET, TOTP_INVALID, RATE_LIMITED; CONFLICT when no factor is in force.
   */
  renewRecoveryCodes(input: Proof): Promise<string[]>;
  /** @throws {AppError} INVALID_CREDENTIALS, PASSWORD_NOT_SET, TOTP_INVALID, RATE_LIMITED. */
  disable(input: Proof): Promise<void>;
  /** Takes someone's factor away, for who lost it and the recovery codes. @throws {AppError} NOT_FOUND when there is none. */
  removeOf(userId: string): Promise<void>;
};

export function createSecondFactorsService(
  dependencies: FactorDependencies & { auth: Pick<AuthService, "confirmPassword" | "requireSecondFactor"> },
): SecondFactorsService {
  const { db, clock, log, attempts, auth } = dependencies;
  const sealed = createSealedText(dependencies.authSecret, "second-factor");
  const hash = createKeyedHash(dependencies.authSecret, "recovery-code");

  async function giveRecoveryCodes(tx: Db, userId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    const codeHashes = codes.map((code) => hash(code.replace("-", "")));
    await repo.replaceRecoveryCodes(tx, { userId, codeHashes, createdAt: clock.now() });
    return codes;
  }

  /** Both proofs, the password first: who does not have it learns nothing of the other. */
  async function prove({ userId, password, code, address }: Proof): Promise<void> {
    await auth.confirmPassword({ userId, password, address });
    await auth.requireSecondFactor({ userId, code, address });
  }

  return {
    async state(userId) {
      const { confirmedAt, codes } = await db.asUser(userId, (tx) => repo.findFactorState(tx, { userId }));
      return { enabled: confirmedAt !== null, recoveryCodesLeft: codes };
    },

    async enrol({ userId, password, address }) {
      const { email } = await auth.confirmPassword({ userId, password, address });
      const secret = newTotpSecret();
      const factor = { userId, sealedSecret: sealed.seal(secret, userId), createdAt: clock.now() };
      const placed = await db.asSystem("second-factors: enrol", (tx) => repo.putFactor(tx, factor));
      if (!placed) throw new AppError("CONFLICT", { message: "a second factor is in force" });
      return { secret, uri: totpUri(secret, email) };
    },

    async confirm({ userId, code, address }) {
      const factor = await db.asSystem("second-factors: find", (tx) => repo.findFactor(tx, { userId }));
      if (!factor || factor.confirmedAt) throw new AppError("CONFLICT", { message: "nothing is to be confirmed" });
      const { sealedSecret } = factor;
      const now = clock.now();
      const step = await attempts.guard({ account: `code:${userId}`, address }, async () => {
        const matched = totpStep(sealed.open(sealedSecret, userId), code.replaceAll(/\s/g, ""), now);
        if (matched === null) throw new AppError("TOTP_INVALID", { message: "wrong code at enrolment" });
        return matched;
      });
      const codes = await db.asSystem("second-factors: confirm", async (tx) => {
        if (!(await repo.confirmFactor(tx, { userId, sealedSecret, step, now }))) throw new AppError("CONFLICT");
        return await giveRecoveryCodes(tx, userId);
      });
      log.info({ userId }, "second factor put in force");
      return codes;
    },

    async renewRecoveryCodes(proof) {
      await prove(proof);
      return await db.asSystem("second-factors: renew recovery codes", async (tx) => {
        if (!(await repo.findFactor(tx, proof))?.confirmedAt) throw new AppError("CONFLICT");
        return await giveRecoveryCodes(tx, proof.userId);
      });
    },

    async disable(proof) {
      await prove(proof);
      await db.asSystem("second-factors: disable", (tx) => repo.deleteFactor(tx, proof));
      log.info({ userId: proof.userId }, "second factor disabled");
    },

    async removeOf(userId) {
      const removed = await db.asSystem("second-factors: remove as an admin", (tx) =>
        repo.deleteFactor(tx, { userId }),
      );
      if (!removed) throw new AppError("NOT_FOUND");
      log.info({ changedUserId: userId }, "second factor removed by an admin");
    },
  };
}
