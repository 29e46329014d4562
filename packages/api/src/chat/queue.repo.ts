import type { Db } from "@causerie/db";
import type { QueuedMessageView } from "./chat.schema.ts";

export type QueuedRow = {
  id: string;
  userId: string;
  conversationId: string;
  authorId: string;
  keyId: string | null;
  afterMessageId: string;
  text: string;
  model: string | null;
  clientMessageId: string | null;
  assistantMessageId: string | null;
  runId: string | null;
  createdAt: Date;
};

export async function insertQueued(db: Db, row: QueuedRow): Promise<void> {
  await db.queuedMessage.create({ data: row, select: { id: true } });
}

/** What waits in a conversation, in its order. */
export async function listQueued(db: Db, conversationId: string): Promise<QueuedRow[]> {
  return db.queuedMessage.findMany({ where: { conversationId }, orderBy: { id: "asc" } });
}

/** Conversations in which something waits. */
export async function findConversationsThatWait(db: Db): Promise<string[]> {
  const rows = await db.queuedMessage.findMany({ distinct: ["conversationId"], select: { conversationId: true } });
  return rows.map((row) => row.conversationId);
}

export async function findQueued(db: Db, id: string): Promise<QueuedRow | null> {
  return db.queuedMessage.findUnique({ where: { id } });
}

/** False when it waits no longer. */
export async function deleteQueued(db: Db, id: string): Promise<boolean> {
  const { count } = await db.queuedMessage.deleteMany({ where: { id } });
  return count > 0;
}

export function toQueuedView(row: QueuedRow): QueuedMessageView {
  const { id, authorId, text, createdAt } = row;
  return { id, authorId, content: text, createdAt: createdAt.toISOString() };
}
