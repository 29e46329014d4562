import type { Db } from "@causerie/db";
import type { SearchHit } from "./conversations.schema.ts";

type HitRow = {
  conversationId: string;
  messageId: string | null;
  title: string | null;
  excerpt: string;
  archived: boolean;
  createdAt: Date;
};

/** The private-use characters between which the database's function puts what was found. */
const hitStart = "\u{E000}";
const hitEnd = "\u{E001}";

/** What the person asking finds, best first. The function reads who asks from the transaction's scope. */
export async function searchConversations(db: Db, input: { query: string; limit: number }): Promise<SearchHit[]> {
  const rows = await db.$queryRaw<HitRow[]>`
    select conversation_id as "conversationId", message_id as "messageId", title, excerpt, archived,
      created_at as "createdAt"
    from search_conversations(${input.query}, ${input.limit})`;
  return rows.map((row) => ({
    ...row,
    excerpt: splitExcerpt(row.excerpt),
    createdAt: row.createdAt.toISOString(),
  }));
}

/** An excerpt with markers, as runs of text that are a hit or not; markers never reach the outside. */
export function splitExcerpt(marked: string): SearchHit["excerpt"] {
  const runs: SearchHit["excerpt"] = [];
  let hit = false;
  for (const piece of marked.split(/([\u{E000}\u{E001}])/u)) {
    if (piece === hitStart || piece === hitEnd) hit = piece === hitStart;
    else if (piece !== "") runs.push({ text: piece, hit });
  }
  return runs;
}
