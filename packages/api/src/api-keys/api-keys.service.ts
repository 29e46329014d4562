import { AppError, type Clock, newId } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { type AppBus, userTopic } from "../chat/conversation-events.ts";
import type { KeyInUse, Principal } from "../context.ts";
import { createLastTimes } from "../last-times.ts";
import type { HardBudgets } from "../model-calls/hard-budgets.ts";
import type { Limiters } from "../rate-limits/limiters.ts";
import { createKeyedHash } from "../secrets/keyed-hash.ts";
import * as repo from "./api-keys.repo.ts";
import type { CreateKey, KeyView, NewKey } from "./api-keys.schema.ts";
import { assertUsable, endOfSecret, isScope, matchesKey, scopesNow } from "./key-check.ts";
import { createKeyGuard } from "./key-guard.ts";
import { createKeyReader } from "./key-reader.ts";
import { newKeyText, prefixOfKey } from "./key-text.ts";

export type ApiKeysService = ReturnType<typeof createApiKeysService>;

/** The most keys that a person has at a time: their list is one page. */
const maxKeys = 100;

/** The keys by which programs act for a person: never more than the person may do. */
export function createApiKeysService(deps: {
  db: Database;
  clock: Clock;
  log: Logger;
  bus: Pick<AppBus, "publish">;
  authSecret: string;
  limiters: Limiters;
  budgets: Pick<HardBudgets, "changed">;
}) {
  const { db, clock, log, bus } = deps;
  const hashOf = createKeyedHash(deps.authSecret, "api-key");
  const guard = createKeyGuard(deps);
  const reader = createKeyReader(db);
  const lastUsed = createLastTimes({
    clock,
    log,
    everyMs: 60_000,
    write: (times) => db.asSystem("api keys: when they were used", (tx) => repo.touchKeys(tx, times)),
  });

  /** What was read of their keys no longer holds, and who watches with one is looked at again. */
  function changed(userId: string): void {
    reader.forget(userId);
    bus.publish(userTopic(userId), { kind: "keys-changed" });
  }

  function principalOf(state: repo.KeyState, goodUntil: Date | null): Principal & { key: KeyInUse } {
    const { userId, role, sessionVersion, messagesPerMinute, id, ratePerMinute } = state;
    lastUsed.note(id);
    const key = { id, scopes: scopesNow(state), ratePerMinute, goodUntil };
    return { userId, role, sessionVersion, messagesPerMinute, key };
  }

  return {
    /**
     * Makes a key. The answer is the only place where it ever stands.
     *
     * @throws {AppError} FORBIDDEN for the scope of admins to anyone else; KEYS_FULL.
     */
    async create({ userId, role }: Pick<Principal, "userId" | "role">, input: CreateKey): Promise<NewKey> {
      const { name, scopes, expiresInDays, ratePerMinute = null, budgetPeriod = null } = input;
      if (scopes.includes("admin") && role !== "admin") {
        throw new AppError("FORBIDDEN", { message: "a key with the scope of admins needs one" });
      }
      const { prefix, text } = newKeyText();
      const createdAt = clock.now();
      const row = {
        id: newId("apiKey"),
        userId,
        name,
        prefix,
        secretHash: hashOf(text),
        scopes,
        ratePerMinute,
        budgetMicros: input.budgetMicros === undefined ? null : BigInt(input.budgetMicros),
        budgetPeriod,
        expiresAt: expiresInDays === undefined ? null : new Date(createdAt.getTime() + expiresInDays * 86_400_000),
        createdAt,
      };
      const made = await db.asUser(userId, async (tx) => {
        if ((await repo.countKeys(tx, { userId })) >= maxKeys) {
          throw new AppError("KEYS_FULL", { params: { limit: maxKeys } });
        }
        return await repo.insertKey(tx, row);
      });
      if (row.budgetMicros !== null) await deps.budgets.changed();
      log.info({ userId, keyId: row.id, scopes }, "API key made");
      return { ...toView(made), key: text };
    },

    async list(userId: string): Promise<{ items: KeyView[] }> {
      const rows = await db.asUser(userId, (tx) => repo.listKeys(tx, { userId }));
      return { items: rows.map(toView) };
    },

    /** @throws {AppError} NOT_FOUND */
    async rename(userId: string, { id, name }: { id: string; name: string }): Promise<void> {
      const done = await db.asUser(userId, (tx) => repo.renameKey(tx, { userId, id, name }));
      if (!done) throw new AppError("NOT_FOUND", { message: "no such key" });
    },

    /** From the next request on it is good for nothing, nor are the tokens that it was exchanged for. @throws {AppError} NOT_FOUND */
    async revoke(userId: string, id: string): Promise<void> {
      const done = await db.asUser(userId, (tx) => repo.revokeKey(tx, { userId, id, now: clock.now() }));
      if (!done) throw new AppError("NOT_FOUND", { message: "no such key" });
      changed(userId);
      log.info({ userId, keyId: id }, "API key revoked");
    },

    /**
     * A new secret for a key; the one it had stays good for so many hours, and any that it had before no longer.
     *
     * @throws {AppError} NOT_FOUND, also for a key that has expired.
     */
    async rotate(userId: string, { id, overlapHours }: { id: string; overlapHours: number }): Promise<NewKey> {
      const now = clock.now();
      const previousUntil = new Date(now.getTime() + overlapHours * 3_600_000);
      let text = "";
      const secretHash = (prefix: string) => {
        text = newKeyText(prefix).text;
        return hashOf(text);
      };
      const row = await db.asSystem("api keys: rotate", (tx) =>
        repo.rotateKey(tx, { userId, id, secretHash, previousUntil, now }),
      );
      if (!row) throw new AppError("NOT_FOUND", { message: "no such key" });
      changed(userId);
      log.info({ userId, keyId: id }, "API key rotated");
      return { ...toView(row), key: text };
    },

    /**
     * Who brings this key.
     *
     * @param address counts wrong keys.
     * @throws {AppError} KEY_INCOMPLETE for a text that was cut off; KEY_INVALID; RATE_LIMITED.
     */
    async authenticate(text: string, { address }: { address: string }) {
      const prefix = prefixOfKey(text);
      if (prefix === null) throw new AppError("KEY_INCOMPLETE");
      const hash = hashOf(text);
      guard.admit({ hash, address });
      const state = await reader.read({ prefix });
      if (!state || !matchesKey(state, { hash, now: clock.now() })) {
        await guard.wrong(address);
        throw new AppError("KEY_INVALID", { message: "there is no such key" });
      }
      assertUsable(state, { clock });
      guard.good(hash);
      return principalOf(state, endOfSecret(state, hash));
    },

    /** Whose key it is now, for a token that it was exchanged for. @throws {AppError} KEY_INVALID */
    async principalOf(id: string) {
      const state = await reader.read({ id });
      assertUsable(state, { clock });
      return principalOf(state, state.expiresAt);
    },

    /** To be called after each committed change of a person's role, activity, session version or existence. */
    accountChanged: (userId: string) => reader.forget(userId),

    /** Writes what is not written yet. */
    close: () => lastUsed.flush(),
  };
}

function toView({ budgetMicros, expiresAt, previousUntil, lastUsedAt, createdAt, ...row }: repo.KeyRow): KeyView {
  return {
    ...row,
    scopes: row.scopes.filter(isScope),
    budgetMicros: budgetMicros === null ? null : Number(budgetMicros),
    expiresAt: expiresAt?.toISOString() ?? null,
    previousUntil: previousUntil?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
