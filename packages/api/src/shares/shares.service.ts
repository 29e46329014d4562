import { AppError, type Clock, newId } from "@causerie/core";
import type { Database } from "@causerie/db";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import type { LinkTokens } from "../links/link-tokens.ts";
import * as repo from "./shares.repo.ts";
import type { CreateShare, SharedMessage, SharedPage, ShareView } from "./shares.schema.ts";

export type SharesService = ReturnType<typeof createSharesService>;

const pageSize = 50;
/** The most messages that a snapshot keeps. */
const maxSnapshot = 5_000;

/** Links by which anyone may read a conversation, as it was or as it is. They are its owner's alone. */
export function createSharesService(deps: {
  db: Database;
  clock: Clock;
  conversations: ConversationsService;
  links: LinkTokens;
}) {
  const { db, clock, conversations, links } = deps;

  const toView = ({ expiresAt, createdAt, ...row }: repo.ShareRow): ShareView => ({
    ...row,
    token: links.tokenOf("shareLink", row.id),
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  });

  return {
    /** @throws {AppError} NOT_FOUND, FORBIDDEN; CONFLICT when there is nothing to show yet */
    async create(userId: string, input: CreateShare): Promise<ShareView> {
      const { conversationId, live, showNames, expiresInDays } = input;
      const createdAt = clock.now();
      const expiresAt = expiresInDays === undefined ? null : new Date(createdAt.getTime() + expiresInDays * 86_400_000);
      const row = { id: newId("shareLink"), live, showNames, expiresAt, createdAt };
      const { headMessageId, title } = await db.asUser(userId, (tx) =>
        conversations.access(tx, { userId, id: conversationId, least: "owner" }),
      );
      const branch = { ownerId: userId, conversationId, endOf: headMessageId, showNames };
      const shown = await db.asSystem("shares: take a snapshot", (tx) =>
        repo.readBranch(tx, { ...branch, from: 0, limit: live ? 1 : maxSnapshot }),
      );
      if (shown.length === 0) throw new AppError("CONFLICT", { message: "nothing to share yet" });
      const last = shown.at(-1)?.id ?? null;
      const kept = live
        ? { headMessageId: null, snapshot: null }
        : { headMessageId: last, snapshot: { title, messages: shown.map(withoutId) } };
      await db.asUser(userId, (tx) => repo.insertShare(tx, { ...row, userId, conversationId, ...kept }));
      return toView(row);
    },

    /** @throws {AppError} NOT_FOUND, FORBIDDEN */
    async list(userId: string, conversationId: string): Promise<{ items: ShareView[] }> {
      const rows = await db.asUser(userId, async (tx) => {
        await conversations.access(tx, { userId, id: conversationId, least: "owner" });
        return repo.listShares(tx, { userId, conversationId });
      });
      return { items: rows.map(toView) };
    },

    /** @throws {AppError} NOT_FOUND */
    async revoke(userId: string, id: string): Promise<void> {
      const done = await db.asUser(userId, (tx) => repo.revokeShare(tx, { userId, id, now: clock.now() }));
      if (!done) throw new AppError("NOT_FOUND", { message: "no such link" });
    },

    /**
     * A page of what a link shows, to whoever has it.
     *
     * @throws {AppError} NOT_FOUND: there is no such link, it was revoked, or it is out of date.
     */
    async read({ token, from }: { token: string; from: number }): Promise<SharedPage> {
      const id = links.read("shareLink", token);
      const page =
        id &&
        (await db.asSystem("shares: read by a link", async (tx) => {
          const share = await repo.findReadableShare(tx, { id, now: clock.now(), from, limit: pageSize });
          if (!share) return null;
          const { ownerId, conversationId, headMessageId: endOf, showNames } = share;
          const branch = { ownerId, conversationId, endOf, showNames, from, limit: pageSize + 1 };
          return { share, messages: share.messages ?? (await repo.readBranch(tx, branch)).map(withoutId) };
        }));
      if (!page) throw new AppError("NOT_FOUND", { message: "no such link" });
      const { share, messages } = page;
      const more = share.count === null ? messages.length > pageSize : share.count > from + pageSize;
      return {
        title: share.title,
        live: share.count === null,
        takenAt: share.count === null ? null : share.createdAt.toISOString(),
        items: messages.slice(0, pageSize),
        nextFrom: more ? from + pageSize : null,
      };
    },
  };
}

function withoutId({ role, text, author, createdAt }: SharedMessage): SharedMessage {
  return { role, text, author, createdAt };
}
