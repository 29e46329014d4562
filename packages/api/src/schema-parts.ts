import { type IdKind, isId } from "@causerie/core";
import { z } from "zod";

/** An id of that kind. A malformed one is an input error only in form: it answers like one that does not exist. */
export const idOf = (kind: IdKind) =>
  z.string().refine((value) => isId(kind, value), { params: { appCode: "NOT_FOUND" } });

/** Text that PostgreSQL can store: no NUL and no half of a surrogate pair. */
export const storableText = z.string().refine((value) => value.isWellFormed() && !value.includes("\0"), {
  params: { appCode: "INVALID_CHARACTERS" },
});

/** Times cross the wire as ISO 8601 in UTC. */
export const isoTime = z.string();

/** A page asked for: where the previous one ended, and how many at most. */
export const pageInput = {
  cursor: z.string().max(400).nullish(),
  limit: z.number().int().min(1).max(100).default(30),
};

/** A page given: its items, and where the next one begins (null: there is none). */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export type Page<Item> = { items: Item[]; nextCursor: string | null };
