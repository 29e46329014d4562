import { AppError, type Clock, newId } from "@causerie/core";
import { type Db, Prisma } from "@causerie/db";
import { isActive } from "../chat/fold.ts";
import type { ConversationRow } from "./conversations.repo.ts";
import { insertConversation } from "./conversations.repo.ts";
import { findToCopy, insertCopies, listBranchIds, type MessageToCopy } from "./fork.repo.ts";

/** How many messages are copied with one statement. */
const batchSize = 200;

/**
 * Copies a branch up to a message into a new conversation of this person's own, with who wrote what, when, by which model.
 *
 * @throws {AppError} RUN_IN_PROGRESS when the message is being written.
 */
export async function forkConversation(
  tx: Db,
  clock: Clock,
  source: { userId: string; row: ConversationRow; messageId: string },
): Promise<ConversationRow> {
  const { userId, row, messageId } = source;
  const ids = await listBranchIds(tx, { ownerId: row.ownerId, conversationId: row.id, messageId });
  const copies = new Map(ids.map((id) => [id, newId("message")]));
  const { title, model } = row;
  const headMessageId = copies.get(messageId);
  const conversation = await insertConversation(tx, {
    id: newId("conversation"),
    userId,
    title,
    model,
    ...(headMessageId && { headMessageId }),
    now: clock.now(),
  });
  for (let from = 0; from < ids.length; from += batchSize) {
    const batch = await findToCopy(tx, ids.slice(from, from + batchSize));
    const active = batch.some(({ id, runs }) => id === messageId && runs[0] && isActive(runs[0].status));
    if (active) throw new AppError("RUN_IN_PROGRESS");
    const place = { userId, conversationId: conversation.id };
    // Parents before children: each refers to the one before it.
    const ordered = batch.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
    await insertCopies(tx, {
      messages: ordered.map((message) => copyOfMessage(message, place, copies)),
      runs: ordered.flatMap((message) => copyOfRun(message, place, copies)),
    });
  }
  return conversation;
}

type CopyPlace = { userId: string; conversationId: string };
type Copies = ReadonlyMap<string, string>;

function copyOfMessage({ runs: _runs, ...message }: MessageToCopy, place: CopyPlace, copies: Copies) {
  return {
    ...message,
    ...place,
    id: copies.get(message.id) ?? newId("message"),
    parentId: message.parentId && (copies.get(message.parentId) ?? null),
    parts: json(message.parts),
  };
}

function copyOfRun({ id, runs }: MessageToCopy, place: CopyPlace, copies: Copies) {
  const [run] = runs;
  if (!run) return [];
  const request = run.request as { messageIds: string[] } | null;
  const messageIds = request?.messageIds.map((sent) => copies.get(sent) ?? sent);
  return [
    {
      ...run,
      ...place,
      id: newId("run"),
      messageId: copies.get(id) ?? id,
      status: isActive(run.status) ? ("interrupted" as const) : run.status,
      ownerId: null,
      leaseUntil: null,
      request: request ? { ...request, messageIds } : Prisma.DbNull,
      errorParams: run.errorParams === null ? Prisma.DbNull : json(run.errorParams),
    },
  ];
}

/** A JSON value that was read, to be written again: Prisma types the two apart. */
function json(value: Prisma.JsonValue): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}
