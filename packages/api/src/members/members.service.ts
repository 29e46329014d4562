import { AppError, type Clock, newId } from "@causerie/core";
import type { Database } from "@causerie/db";
import { usernameKey } from "../auth/username.ts";
import { type AppBus, conversationTopic, userTopic } from "../chat/conversation-events.ts";
import { announceListed } from "../conversations/announce.ts";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import type { LinkTokens } from "../links/link-tokens.ts";
import type { PersonView } from "../live/live.schema.ts";
import * as invitesRepo from "./invites.repo.ts";
import * as repo from "./members.repo.ts";
import type { CreateInvite, InviteView, MemberRole } from "./members.schema.ts";

export type MembersService = ReturnType<typeof createMembersService>;

/** Who takes part in a conversation. All of it is its owner's to say, but for leaving. */
export function createMembersService(deps: {
  db: Database;
  clock: Clock;
  bus: AppBus;
  conversations: ConversationsService;
  links: LinkTokens;
}) {
  const { db, clock, bus, conversations, links } = deps;

  /** Tells all that who takes part has changed: those who look on, and the list of whom it is about. */
  async function announcePeople(about: { ownerId: string; conversationId: string; userId: string; here: boolean }) {
    const { ownerId, conversationId: id, userId, here } = about;
    if (here) announceListed(bus, [userId], await conversations.get(userId, id));
    else bus.publish(userTopic(userId), { kind: "unlisted", conversationId: id });
    bus.publish(conversationTopic(id), { kind: "people" });
    announceListed(bus, [ownerId], await conversations.get(ownerId, id));
  }

  const toInvite = ({ expiresAt, createdAt, ...row }: invitesRepo.InviteRow): InviteView => ({
    ...row,
    token: links.tokenOf("inviteLink", row.id),
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  });

  /** @throws {AppError} INVITE_INVALID */
  async function usable(token: string) {
    const id = links.read("inviteLink", token);
    const invite =
      id &&
      (await db.asSystem("members: read an invitation", (tx) =>
        invitesRepo.findUsableInvite(tx, { id, now: clock.now() }),
      ));
    if (!invite) throw new AppError("INVITE_INVALID");
    return invite;
  }

  return {
    async list(userId: string, conversationId: string): Promise<{ items: PersonView[] }> {
      return { items: await conversations.people(userId, conversationId) };
    },

    /**
     * Lets someone who has an account take part.
     *
     * @throws {AppError} NOT_FOUND, FORBIDDEN, PERSON_UNKNOWN; CONFLICT for the owner themselves
     */
    async add(userId: string, input: { conversationId: string; who: string; role: MemberRole }): Promise<void> {
      const { conversationId, who, role } = input;
      await db.asUser(userId, (tx) => conversations.access(tx, { userId, id: conversationId, least: "owner" }));
      const person = await db.asSystem("members: find whom to invite", (tx) =>
        repo.findPerson(tx, { email: who.toLowerCase(), usernameKey: usernameKey(who) }),
      );
      if (!person) throw new AppError("PERSON_UNKNOWN");
      if (person.id === userId) throw new AppError("CONFLICT", { message: "the owner takes part already" });
      const member = { conversationId, userId: person.id, ownerId: userId, role, now: clock.now() };
      await db.asUser(userId, (tx) => repo.upsertMember(tx, member));
      await announcePeople({ ownerId: userId, conversationId, userId: person.id, here: true });
    },

    /** @throws {AppError} NOT_FOUND, FORBIDDEN */
    async setRole(userId: string, change: { conversationId: string; userId: string; role: MemberRole }): Promise<void> {
      const { conversationId } = change;
      await db.asUser(userId, async (tx) => {
        await conversations.access(tx, { userId, id: conversationId, least: "owner" });
        if (!(await repo.updateRole(tx, change))) throw new AppError("NOT_FOUND", { message: "no such member" });
      });
      await announcePeople({ ownerId: userId, conversationId, userId: change.userId, here: true });
    },

    /** Sends a member away. It bites at the next event, also on streams that are open. @throws {AppError} NOT_FOUND, FORBIDDEN */
    async remove(userId: string, member: { conversationId: string; userId: string }): Promise<void> {
      const { conversationId } = member;
      await db.asUser(userId, async (tx) => {
        await conversations.access(tx, { userId, id: conversationId, least: "owner" });
        const gone = await repo.endMembership(tx, { ...member, now: clock.now() });
        if (!gone) throw new AppError("NOT_FOUND", { message: "no such member" });
      });
      await announcePeople({ ownerId: userId, conversationId, userId: member.userId, here: false });
    },

    /** Takes part no longer. @throws {AppError} NOT_FOUND; CONFLICT for the owner, who hands over or deletes */
    async leave(userId: string, conversationId: string): Promise<void> {
      const { ownerId } = await db.asUser(userId, async (tx) => {
        const row = await conversations.access(tx, { userId, id: conversationId, least: "reader" });
        if (row.role === "owner") throw new AppError("CONFLICT", { message: "an owner can't leave" });
        await repo.endMembership(tx, { conversationId, userId, now: clock.now() });
        return row;
      });
      await announcePeople({ ownerId, conversationId, userId, here: false });
    },

    /** Makes a member the owner; who was it stays as a writer. @throws {AppError} NOT_FOUND, FORBIDDEN */
    async transfer(userId: string, to: { conversationId: string; userId: string }): Promise<void> {
      const { conversationId } = to;
      await db.asUser(userId, (tx) => conversations.access(tx, { userId, id: conversationId, least: "owner" }));
      const change = { conversationId, from: userId, to: to.userId, now: clock.now() };
      const done = await db.asSystem("members: hand a conversation over", (tx) =>
        repo.transferConversation(tx, change),
      );
      if (!done) throw new AppError("NOT_FOUND", { message: "no such member" });
      await announcePeople({ ownerId: to.userId, conversationId, userId, here: true });
    },

    /** @throws {AppError} NOT_FOUND, FORBIDDEN */
    async createInvite(userId: string, input: CreateInvite): Promise<InviteView> {
      const { conversationId, role, expiresInHours, maxUses = null } = input;
      const now = clock.now();
      const row = await db.asUser(userId, async (tx) => {
        await conversations.access(tx, { userId, id: conversationId, least: "owner" });
        const expiresAt = expiresInHours === undefined ? null : new Date(now.getTime() + expiresInHours * 3_600_000);
        const id = newId("inviteLink");
        return invitesRepo.insertInvite(tx, { id, userId, conversationId, role, expiresAt, maxUses, createdAt: now });
      });
      return toInvite(row);
    },

    /** @throws {AppError} NOT_FOUND, FORBIDDEN */
    async listInvites(userId: string, conversationId: string): Promise<{ items: InviteView[] }> {
      const rows = await db.asUser(userId, async (tx) => {
        await conversations.access(tx, { userId, id: conversationId, least: "owner" });
        return invitesRepo.listInvites(tx, { userId, conversationId });
      });
      return { items: rows.map(toInvite) };
    },

    /** @throws {AppError} NOT_FOUND */
    async revokeInvite(userId: string, id: string): Promise<void> {
      const done = await db.asUser(userId, (tx) => invitesRepo.revokeInvite(tx, { userId, id, now: clock.now() }));
      if (!done) throw new AppError("NOT_FOUND", { message: "no such invitation" });
    },

    /** What one is invited to. @throws {AppError} INVITE_INVALID */
    async previewInvite(userId: string, token: string) {
      const { conversationId, role, userId: ownerId, conversation } = await usable(token);
      const there =
        ownerId === userId || (await db.asUser(userId, (tx) => invitesRepo.isMember(tx, { conversationId, userId })));
      return {
        title: conversation.title,
        ownerName: conversation.user.username,
        role,
        conversationId: there ? conversationId : null,
      };
    },

    /** Takes part by an invitation; who does already uses none up. @throws {AppError} INVITE_INVALID */
    async join(userId: string, token: string): Promise<{ conversationId: string }> {
      const { id, conversationId, role, userId: ownerId } = await usable(token);
      if (ownerId === userId) return { conversationId };
      const joined = await db.asSystem("members: join by an invitation", async (tx) => {
        if (await invitesRepo.isMember(tx, { conversationId, userId })) return false;
        if (!(await invitesRepo.takeUse(tx, id))) throw new AppError("INVITE_INVALID");
        await repo.upsertMember(tx, { conversationId, userId, ownerId, role, now: clock.now() });
        return true;
      });
      if (joined) await announcePeople({ ownerId, conversationId, userId, here: true });
      return { conversationId };
    },
  };
}
