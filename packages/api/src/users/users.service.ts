import { AppError, isId } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database, Db } from "@causerie/db";
import { z } from "zod";
import type { Me } from "../auth/auth.schema.ts";
import type { AuthService } from "../auth/auth.service.ts";
import { type AccountInput, namingTaken } from "../auth/new-account.ts";
import { usernameKey } from "../auth/username.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import type { ModelsService } from "../models/models.service.ts";
import type { Page } from "../schema-parts.ts";
import { found, toView } from "./user-view.ts";
import * as repo from "./users.repo.ts";
import type { DeletedUser, listUsersInput, UserView, updateSelfInput, updateUserInput } from "./users.schema.ts";

export type UsersService = {
  /** @throws {AppError} USERNAME_TAKEN, TRIGRAM_TAKEN, MODEL_UNKNOWN. */
  updateSelf(userId: string, data: z.infer<typeof updateSelfInput>["data"]): Promise<Me>;
  /**
   * Deletes the account and all that is theirs.
   *
   * @param input.password left out by who has none; then `provenAt`, when they signed in through the provider, must be recent.
   * @throws {AppError} INVALID_CREDENTIALS, REAUTHENTICATION_REQUIRED, RATE_LIMITED, LAST_ADMIN.
   */
  deleteSelf(input: {
    userId: string;
    password?: string | undefined;
    provenAt: Date | null;
    address: string;
  }): Promise<DeletedUser>;
  /** The model that a person chose for conversations that name none, read in the caller's transaction. */
  defaultModelOf(tx: Db, userId: string): Promise<string | null>;
  /** Newest first. @throws {AppError} CURSOR_INVALID. */
  list(input: z.infer<typeof listUsersInput>): Promise<Page<UserView>>;
  /** @throws {AppError} NOT_FOUND. */
  get(id: string): Promise<UserView>;
  create(input: AccountInput): Promise<UserView>;
  /** Deactivation ends every session at once. @throws {AppError} NOT_FOUND, LAST_ADMIN. */
  update(id: string, data: z.infer<typeof updateUserInput>["data"]): Promise<UserView>;
  /** Ends every session of theirs. @throws {AppError} NOT_FOUND. */
  signOut(id: string): Promise<UserView>;
  /** @throws {AppError} NOT_FOUND, LAST_ADMIN. */
  delete(id: string): Promise<DeletedUser>;
};

const position = z.tuple([z.string().refine((value) => isId("user", value))]);

export function createUsersService(dependencies: {
  db: Database;
  auth: AuthService;
  models: Pick<ModelsService, "require" | "rolesChanged">;
  log: Logger;
}): UsersService {
  const { db, auth, models, log } = dependencies;

  /** @throws {AppError} NOT_FOUND when there was no such account. */
  async function remove(id: string, reason: string): Promise<DeletedUser> {
    const deleted = await db.asSystem(reason, async (tx) => {
      await assertAnotherAdmin(tx, id);
      return found(await repo.deleteUser(tx, { id }));
    });
    auth.accountChanged(id, { sessionsEnded: true });
    log.info({ deletedUserId: id }, "account deleted");
    return deleted;
  }

  return {
    async updateSelf(userId, { username, trigram, locale, theme, defaultModel }) {
      if (defaultModel) await models.require(defaultModel, userId);
      const data = {
        ...(username === undefined ? {} : { username, usernameKey: usernameKey(username) }),
        ...(trigram === undefined ? {} : { trigram }),
        ...(locale === undefined ? {} : { locale }),
        ...(theme === undefined ? {} : { theme }),
        ...(defaultModel === undefined ? {} : { defaultModel }),
      };
      await namingTaken(() => db.asUser(userId, (tx) => repo.updateOwnRow(tx, { userId, data })));
      return await auth.me(userId);
    },

    async deleteSelf({ userId, password, provenAt, address }) {
      if (password === undefined) await auth.confirmProvided({ userId, provenAt });
      else await auth.confirmPassword({ userId, password, address });
      return await remove(userId, "users: delete the own account");
    },

    defaultModelOf: (tx, userId) => repo.findDefaultModel(tx, { userId }),

    async list({ cursor, limit, query }) {
      const [beforeId] = cursor ? decodeCursor(cursor, position) : [null];
      const rows = await db.asSystem("users: list", (tx) =>
        repo.listUsers(tx, { text: query || null, beforeId, limit: limit + 1 }),
      );
      const items = rows.slice(0, limit).map(toView);
      const last = items.at(-1);
      return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
    },

    get: (id) => db.asSystem("users: get", async (tx) => toView(found(await repo.findUser(tx, { id })))),

    async create(input) {
      const { id } = await auth.createUser(input);
      log.info({ createdUserId: id }, "account made by an admin");
      return await db.asSystem("users: get", async (tx) => toView(found(await repo.findUser(tx, { id }))));
    },

    async update(id, { role, isActive, messagesPerMinute }) {
      const view = await db.asSystem("users: update", async (tx) => {
        if (role === "user" || isActive === false) await assertAnotherAdmin(tx, id);
        found(await repo.findUser(tx, { id }));
        const data = {
          ...(role === undefined ? {} : { role }),
          ...(isActive === undefined ? {} : { isActive }),
          ...(messagesPerMinute === undefined ? {} : { messagesPerMinute }),
          ...(isActive === false ? { sessionVersion: { increment: 1 } as const } : {}),
        };
        return toView(await repo.updateUser(tx, { id, data }));
      });
      auth.accountChanged(id, { sessionsEnded: isActive === false });
      await models.rolesChanged();
      log.info({ changedUserId: id, role, isActive }, "account changed by an admin");
      return view;
    },

    async signOut(id) {
      const data = { sessionVersion: { increment: 1 } as const };
      const view = await db.asSystem("users: sign out everywhere", async (tx) => {
        found(await repo.findUser(tx, { id }));
        return toView(await repo.updateUser(tx, { id, data }));
      });
      auth.accountChanged(id, { sessionsEnded: true });
      return view;
    },

    delete: (id) => remove(id, "users: delete"),
  };
}

/** @throws {AppError} LAST_ADMIN when without `id` no active admin would be left; else their rows are locked. */
async function assertAnotherAdmin(tx: Db, id: string): Promise<void> {
  const admins = await repo.lockActiveAdmins(tx);
  if (admins.length === 1 && admins[0] === id) throw new AppError("LAST_ADMIN");
}
