import { createHmac, randomBytes } from "node:crypto";
import { AppError } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database, Db } from "@causerie/db";
import { deriveKey } from "../auth/tokens/derive-key.ts";
import { seal, unseal } from "../secrets/seal.ts";
import * as repo from "./idempotency.repo.ts";

export type IdempotencyService = ReturnType<typeof createIdempotencyService>;

/** Whose key it is: of one person or program, or of a visitor at an address. */
export type KeyOwner = { userId: string; keyId: string | null } | { userId: null; address: string };

/** What a request was answered; `body` null: nothing. */
export type KeptAnswer = { status: number; body: string | null };

/** Visible ASCII, as long as a header should be. */
const keyForm = /^[\x21-\x7e]{1,255}$/;
/** A request whose process did not say for this long that it goes on may be done by another. */
const leaseMs = 60_000;
const sweepEveryMs = 60 * 60 * 1000;

/** Does a request that is sent again with the same key once, whichever process it reaches, and gives its answer again. */
export function createIdempotencyService(deps: { db: Database; log: Logger; authSecret: string }) {
  const { db, log } = deps;
  const secret = deriveKey(deps.authSecret, "idempotency");
  const mac = (purpose: string, ...parts: readonly string[]) =>
    createHmac("sha256", secret)
      .update(JSON.stringify([purpose, ...parts]))
      .digest();

  const sweep = setInterval(() => {
    db.asSystem("idempotency: forget what is over", repo.deleteExpired).catch((error: unknown) =>
      log.warn({ err: error }, "old idempotency keys could not be deleted"),
    );
  }, sweepEveryMs);
  sweep.unref();

  return {
    /**
     * @param request.key as the client sent it; neither it nor the answer can be read from what is kept without it.
     * @param request.content all of the request that must be the same.
     * @param execute is asked for nothing when the answer is known. Only its answer is kept: of what it refuses, nothing is
     *   done, so that it may be sent again.
     * @throws {AppError} INVALID_INPUT for a key that is none; IDEMPOTENCY_KEY_REUSED; IDEMPOTENCY_IN_PROGRESS; what `execute` throws.
     */
    async once(
      request: { owner: KeyOwner; key: string; content: readonly string[] },
      execute: () => Promise<KeptAnswer>,
    ): Promise<KeptAnswer & { replayed: boolean }> {
      const { owner, key, content } = request;
      if (!keyForm.test(key)) {
        const publicMessage = "An Idempotency-Key is 1 to 255 visible ASCII characters.";
        throw new AppError("INVALID_INPUT", { message: "no idempotency key", publicMessage });
      }
      const { userId } = owner;
      const names = userId === null ? ["visitor", owner.address, key] : [userId, owner.keyId ?? "person", key];
      const id = mac("id", ...names).toString("base64url");
      const sealKey = mac("answer", ...names);
      const requestHash = mac("request", ...content).toString("base64url");
      const holder = randomBytes(12).toString("base64url");
      const scoped = <T>(work: (tx: Db) => Promise<T>) =>
        userId === null ? db.asSystem("idempotency: of a visitor", work) : db.asUser(userId, work);

      const kept = await scoped(async (tx) => {
        if (await repo.beginRequest(tx, { id, userId, requestHash, holder, leaseMs })) return null;
        return repo.findRequest(tx, id);
      });
      if (kept) {
        if (kept.requestHash !== requestHash) throw new AppError("IDEMPOTENCY_KEY_REUSED");
        // Written below alone, and what opens was not changed.
        if (kept.answer) return { ...(JSON.parse(unseal(sealKey, kept.answer)) as KeptAnswer), replayed: true };
        throw new AppError("IDEMPOTENCY_IN_PROGRESS", { params: { retryAfterSeconds: 1 } });
      }

      const renewal = setInterval(() => {
        scoped((tx) => repo.renewRequest(tx, { id, holder, leaseMs })).catch((error: unknown) =>
          log.warn({ err: error }, "an idempotent request could not be held"),
        );
      }, leaseMs / 3);
      renewal.unref();
      try {
        const answer = await execute().catch(async (error: unknown) => {
          await scoped((tx) => repo.releaseRequest(tx, { id, holder }));
          throw error;
        });
        // It may hold what a person wrote, or a key that is shown once: only the client's own key opens it.
        const sealed = new Uint8Array(seal(sealKey, JSON.stringify(answer)));
        await scoped((tx) => repo.keepAnswer(tx, { id, holder, answer: sealed })).catch(
          // It is done: whoever asked is to hear so.
          (error: unknown) => log.warn({ err: error }, "an idempotent request's answer could not be kept"),
        );
        return { ...answer, replayed: false };
      } finally {
        clearInterval(renewal);
      }
    },

    close(): void {
      clearInterval(sweep);
    },
  };
}
