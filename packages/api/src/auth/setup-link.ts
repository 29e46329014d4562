import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { AppError } from "@causerie/core";
import type { Database, Db } from "@causerie/db";
import { z } from "zod";
import { accountExists } from "./auth.repo.ts";
import { deriveKey } from "./tokens/derive-key.ts";

const settingKey = "setup-link";
const settingValue = z.object({ nonce: z.string() });

/**
 * The one-time link of the first admin. It is valid from the first start until an admin exists, however that one came to be.
 *
 * Kept is a random nonce; the link's token is its HMAC under a key of `AUTH_SECRET`. So a copy of the database holds no
 * usable link, and each start, of any process, prints the same one.
 */
export type SetupLink = {
  /** The token to print; null when an admin exists. */
  issue(): Promise<string | null>;
  /** Whether the token would be accepted now. */
  isValid(token: string): Promise<boolean>;
};

export function createSetupLink(options: { db: Database; authSecret: string }): SetupLink {
  const key = deriveKey(options.authSecret, "setup-link");
  const tokenOf = (nonce: string) => createHmac("sha256", key).update(nonce).digest("base64url");
  return {
    issue: () =>
      options.db.asSystem("auth: issue the set-up link", async (db) => {
        if (await accountExists(db, { role: "admin" })) return null;
        const value = { nonce: randomBytes(16).toString("base64url") };
        await db.systemSetting.createMany({ data: [{ key: settingKey, value }], skipDuplicates: true });
        const nonce = await readNonce(db);
        return nonce === null ? null : tokenOf(nonce);
      }),

    isValid: (token) =>
      options.db.asSystem("auth: check the set-up link", async (db) => {
        const nonce = await readNonce(db);
        // Compared even when there is no link, and by digests, which have one length.
        const expected = createHmac("sha256", key)
          .update(tokenOf(nonce ?? ""))
          .digest();
        const same = timingSafeEqual(createHmac("sha256", key).update(token).digest(), expected);
        return same && nonce !== null && !(await accountExists(db, { role: "admin" }));
      }),
  };
}

/**
 * Uses the link up, in the transaction that makes the admin: of two who come with it at once the second waits here for the
 * first and is refused.
 *
 * @throws {AppError} SETUP_LINK_INVALID.
 */
export async function consumeSetupLink(db: Db): Promise<void> {
  const { count } = await db.systemSetting.deleteMany({ where: { key: settingKey } });
  if (count === 0 || (await accountExists(db, { role: "admin" }))) {
    throw new AppError("SETUP_LINK_INVALID", { message: "the set-up link was used meanwhile" });
  }
}

async function readNonce(db: Db): Promise<string | null> {
  const row = await db.systemSetting.findUnique({ where: { key: settingKey }, select: { value: true } });
  const parsed = settingValue.safeParse(row?.value);
  return parsed.success ? parsed.data.nonce : null;
}
