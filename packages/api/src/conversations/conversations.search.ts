import type { Db } from "@causerie/db";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { type Page, storableText } from "../schema-parts.ts";
import type { SearchHit } from "./conversations.schema.ts";

type HitRow = {
  /** Null in the row of a sheet in which there is no hit. */
  conversationId: string | null;
  messageId: string | null;
  title: string | null;
  excerpt: string;
  archived: boolean;
  createdAt: Date;
  rank: number;
  place: string;
  more: boolean;
  sheet: [string, string, string, string];
};

/**
 * Where a page begins. Results come in sheets of some hundred of the newest matches, ranked each: titles and messages in a
 * stretch of ids each (before the first, from the second on), and of the sheet what follows the last hit (rank and place).
 */
const id = storableText.max(60);
const position = z.tuple([z.tuple([id, id, id, id]), z.number().nullable(), id.nullable()]);

const beginning: z.infer<typeof position> = [["~", "", "~", ""], null, null];

/** The private-use characters between which the database's function puts what was found. */
const hitStart = "\u{E000}";
const hitEnd = "\u{E001}";

/**
 * What the person asking finds, best first of the newest. The function reads who asks from the transaction's scope.
 *
 * A page may have fewer hits than asked for, even none, and still have a next one, in which older ones are.
 *
 * @throws {AppError} CURSOR_INVALID
 */
export async function searchConversations(
  db: Db,
  input: { query: string; cursor?: string | null | undefined; limit: number },
): Promise<Page<SearchHit>> {
  const [sheet, rank, place] = input.cursor ? decodeCursor(input.cursor, position) : beginning;
  const rows = await db.$queryRaw<HitRow[]>`
    select conversation_id as "conversationId", message_id as "messageId", title, excerpt, archived,
      created_at as "createdAt", rank, place, more, sheet
    from search_conversations(${input.query}, ${input.limit}::integer, ${sheet}::text[], ${rank}::float8, ${place}::text)`;
  const items = rows.flatMap(({ conversationId, messageId, title, excerpt, archived, createdAt }) =>
    conversationId === null
      ? []
      : {
          conversationId,
          messageId,
          title,
          excerpt: splitExcerpt(excerpt),
          archived,
          createdAt: createdAt.toISOString(),
        },
  );
  return { items, nextCursor: nextCursor(rows.at(-1)) };
}

function nextCursor(last: HitRow | undefined): string | null {
  if (!last) return null;
  if (last.more) return encodeCursor([last.sheet, last.rank, last.place]);
  const [, titlesSince, , messagesSince] = last.sheet;
  if (titlesSince === "" && messagesSince === "") return null;
  return encodeCursor([[titlesSince, "", messagesSince, ""], null, null]);
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
