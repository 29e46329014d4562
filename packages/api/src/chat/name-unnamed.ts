import type { Database } from "@causerie/db";
import { findUnnamed } from "./chat.repo.ts";
import { titleFrom } from "./title.ts";

const batchSize = 100;

/**
 * Names conversations by their first question where the process died that would have named them, in the middle of their
 * first answer or of asking for a title.
 */
export async function nameUnnamed(deps: {
  db: Database;
  /** Names a conversation that still has no name. */
  name(ownerId: string, conversationId: string, title: string): Promise<void>;
}): Promise<void> {
  for (let after = ""; ; ) {
    const batch = await deps.db.asSystem("chat: find conversations without a name", (tx) =>
      findUnnamed(tx, { after, limit: batchSize }),
    );
    for (const { ownerId, id, question } of batch) await deps.name(ownerId, id, titleFrom(question));
    const last = batch.at(-1);
    if (!last || batch.length < batchSize) return;
    after = last.id;
  }
}
