import { AppError, type Clock, isAppError, isId } from "@causerie/core";
import type { Database } from "@causerie/db";
import type { ConversationsService } from "../conversations/conversations.service.ts";
import { type ArchiveEntry, zipStream } from "./archive.ts";
import { conversationHtml } from "./conversation-html.ts";
import { conversationJson } from "./conversation-json.ts";
import { conversationMarkdown } from "./conversation-markdown.ts";
import { currentBranch } from "./current-branch.ts";
import * as format from "./export-format.ts";
import * as repo from "./exports.repo.ts";
import { safeFileName } from "./file-name.ts";
import type { ExportLocale } from "./texts.ts";

export type ExportsService = ReturnType<typeof createExportsService>;
export type ConversationFileFormat = "md" | "json" | "html";

/** How many messages or rows one page reads; each page is a transaction of its own, so that nothing waits for a reader. */
const pageSize = 50;
const nodesPerPage = 2000;

/** A conversation that someone may read, and what is known of it before its messages. */
type OpenConversation = {
  userId: string;
  place: repo.Place;
  /** Who takes or took part, by id. */
  names: ReadonlyMap<string, string>;
  head: format.ExportedHead;
};

/** What one person takes with them; `userId` is always who asks. */
export function createExportsService(deps: { db: Database; clock: Clock; conversations: ConversationsService }) {
  const { db, clock, conversations } = deps;
  /** Who is being given everything at this moment: one archive each, because it reads all that they have. */
  const underWay = new Set<string>();

  /** @throws {AppError} NOT_FOUND when they may not read it. */
  async function open(userId: string, id: string): Promise<OpenConversation> {
    const row = await db.asUser(userId, (tx) => conversations.access(tx, { userId, id, least: "reader" }));
    const people = await conversations.people(userId, id);
    const { title, model, pinned, archived } = row;
    return {
      userId,
      place: { ownerId: row.ownerId, conversationId: id },
      names: new Map(people.map((person) => [person.userId, person.username])),
      head: {
        format: format.conversationFormat,
        version: format.conversationFormatVersion,
        exportedAt: clock.now().toISOString(),
        ...{ id, title, model, pinned, archived },
        createdAt: row.createdAt.toISOString(),
        updatedAt: row.updatedAt.toISOString(),
        lastActivityAt: row.lastActivityAt.toISOString(),
        currentMessageId: row.headMessageId,
      },
    };
  }

  function named({ names }: OpenConversation, { authorId, ...row }: repo.ExportedRow): format.ExportedMessage {
    const { id, parentId, role, ...rest } = row;
    return { id, parentId, role, author: authorId === null ? null : (names.get(authorId) ?? null), ...rest };
  }

  /** The whole tree, by time. */
  async function* messagesOf(conversation: OpenConversation): AsyncGenerator<format.ExportedMessage> {
    const { userId, place } = conversation;
    let after: repo.MessagePosition | null = null;
    for (;;) {
      const query = { ...place, after, limit: pageSize };
      const page: repo.ExportedRow[] = await db.asUser(userId, (tx) => repo.listMessages(tx, query));
      for (const row of page) yield named(conversation, row);
      const last = page.at(-1);
      if (page.length < pageSize || !last) return;
      after = { createdAt: new Date(last.createdAt), id: last.id };
    }
  }

  /** The current branch from its beginning. Only ids are held of the rest of the tree. */
  async function* branchOf(conversation: OpenConversation): AsyncGenerator<format.ExportedMessage> {
    const { userId, place, head } = conversation;
    const nodes: repo.TreeNode[] = [];
    for (;;) {
      const query = { ...place, after: nodes.at(-1) ?? null, limit: nodesPerPage };
      const page = await db.asUser(userId, (tx) => repo.listNodes(tx, query));
      nodes.push(...page);
      if (page.length < nodesPerPage) break;
    }
    const ids = currentBranch(nodes, head.currentMessageId);
    for (let at = 0; at < ids.length; at += pageSize) {
      const wanted = ids.slice(at, at + pageSize);
      const found = await db.asUser(userId, (tx) => repo.findMessages(tx, { ...place, ids: wanted }));
      const byId = new Map(found.map((row) => [row.id, row]));
      for (const id of wanted) {
        const row = byId.get(id);
        if (row) yield named(conversation, row);
      }
    }
  }

  function textOf(
    conversation: OpenConversation,
    options: { format: ConversationFileFormat; locale: ExportLocale },
  ): AsyncGenerator<string> {
    const { head, names, userId } = conversation;
    const reader = { locale: options.locale, ownName: names.get(userId) ?? null };
    if (options.format === "json") return conversationJson(head, messagesOf(conversation));
    if (options.format === "html") return conversationHtml(head, branchOf(conversation), reader);
    return conversationMarkdown(head, branchOf(conversation), reader);
  }

  async function* archiveEntries(userId: string, locale: ExportLocale): AsyncGenerator<ArchiveEntry> {
    const modified = clock.now();
    const profile = await db.asUser(userId, (tx) => repo.findProfile(tx, { userId }));
    const manifest = {
      format: format.archiveFormat,
      version: format.archiveFormatVersion,
      exportedAt: modified.toISOString(),
      files: ["profile.json", "usage.jsonl", "conversations/<id>.json", "conversations/<id>.md"],
    };
    yield { name: "manifest.json", modified, content: () => jsonText(manifest) };
    yield { name: "profile.json", modified, content: () => jsonText(profile) };
    yield { name: "usage.jsonl", modified, content: () => usageLines(userId) };
    for await (const id of ownConversations(userId)) {
      // One that is deleted while the archive is written is left out of the rest of it.
      const conversation = await open(userId, id).catch((error: unknown) => {
        if (isAppError(error, "NOT_FOUND")) return null;
        throw error;
      });
      if (!conversation) continue;
      const file = (kind: ConversationFileFormat): ArchiveEntry => ({
        name: `conversations/${id}.${kind}`,
        modified: new Date(conversation.head.lastActivityAt),
        content: () => textOf(conversation, { format: kind, locale }),
      });
      yield file("json");
      yield file("md");
    }
  }

  async function* ownConversations(userId: string): AsyncGenerator<string> {
    let after = "";
    for (;;) {
      const query = { userId, after, limit: pageSize };
      const page = await db.asUser(userId, (tx) => repo.listOwnConversations(tx, query));
      for (const { id } of page) yield id;
      if (page.length < pageSize) return;
      after = page.at(-1)?.id ?? after;
    }
  }

  async function* usageLines(userId: string): AsyncGenerator<string> {
    let after = "";
    for (;;) {
      const page = await db.asUser(userId, (tx) => repo.listUsage(tx, { userId, after, limit: 500 }));
      yield page
        .map((row) => JSON.stringify({ ...row, costMicros: row.costMicros === null ? null : Number(row.costMicros) }))
        .map((line) => `${line}\n`)
        .join("");
      if (page.length < 500) return;
      after = page.at(-1)?.id ?? after;
    }
  }

  return {
    /**
     * One conversation: its whole tree as JSON, its current branch as Markdown or HTML. Read as it is written.
     *
     * @throws {AppError} NOT_FOUND when it does not exist or they may not read it.
     */
    async conversation(userId: string, input: { id: string; format: ConversationFileFormat; locale: ExportLocale }) {
      if (!isId("conversation", input.id)) throw new AppError("NOT_FOUND", { message: "malformed id" });
      const conversation = await open(userId, input.id);
      return {
        fileName: `${safeFileName(conversation.head.title)}.${input.format}`,
        content: textOf(conversation, input),
      };
    },

    /**
     * Everything a person has, as one ZIP. The stream must be read to its end or destroyed.
     *
     * @throws {AppError} RATE_LIMITED while another one is being written for them.
     */
    everything(userId: string, { locale }: { locale: ExportLocale }) {
      if (underWay.has(userId)) {
        throw new AppError("RATE_LIMITED", {
          message: "an archive is being written",
          params: { retryAfterSeconds: 30 },
        });
      }
      underWay.add(userId);
      const content = zipStream(archiveEntries(userId, locale));
      content.once("close", () => underWay.delete(userId));
      return { fileName: `causerie-${clock.now().toISOString().slice(0, 10)}.zip`, content };
    },
  };
}

async function* jsonText(value: unknown): AsyncGenerator<string> {
  yield `${JSON.stringify(value, null, 2)}\n`;
}
