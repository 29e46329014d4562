import { AppError } from "@causerie/core";
import type { ConversationRow } from "./conversations.repo.ts";
import type { ConversationRole } from "./conversations.schema.ts";

const ranks: Record<ConversationRole, number> = { reader: 0, writer: 1, owner: 2 };

/**
 * What someone needs who wants to do something in a conversation: to take part at all, and as at least this.
 *
 * @throws {AppError} NOT_FOUND when they have no part in it, as when it does not exist; FORBIDDEN when their part is smaller.
 */
export function requireRole(row: ConversationRow | null, least: ConversationRole): ConversationRow {
  if (!row) throw new AppError("NOT_FOUND", { message: "no such conversation" });
  if (ranks[row.role] < ranks[least]) throw new AppError("FORBIDDEN", { message: `needs the role ${least} there` });
  return row;
}
