import type { ConversationView } from "@causerie/api/schemas";

export type ConversationPage = { items: ConversationView[]; nextCursor: string | null };

/** Pages of a list as the query cache holds them; what else it holds stays. */
type Pages = { pages: ConversationPage[] };

/** The list's order: pinned first, then by last activity, newest first. Negative when `one` comes before `other`. */
export function compareInList(one: ConversationView, other: ConversationView): number {
  if (one.pinned !== other.pinned) return one.pinned ? -1 : 1;
  if (one.lastActivityAt !== other.lastActivityAt) return one.lastActivityAt > other.lastActivityAt ? -1 : 1;
  return one.id > other.id ? -1 : one.id < other.id ? 1 : 0;
}

/**
 * The pages with a conversation where it belongs by the list's order, instead of where it was. One that belongs beyond
 * what is loaded is left out: it comes with its page.
 */
export function placeInPages<P extends Pages>(data: P, conversation: ConversationView): P {
  const without = removeFromPages(data, conversation.id);
  const atEnd = without.pages.at(-1);
  const pages = without.pages.map((page) => ({ ...page, items: [...page.items] }));
  for (const page of pages) {
    const index = page.items.findIndex((item) => compareInList(conversation, item) < 0);
    if (index === -1) continue;
    page.items.splice(index, 0, conversation);
    return { ...without, pages };
  }
  if (atEnd?.nextCursor === null) pages.at(-1)?.items.push(conversation);
  return { ...without, pages };
}

/**
 * Ids that stood on the list's first page and no longer do: those that the page read anew does not have, as far as it goes.
 */
export function goneFromPage(known: ConversationPage, read: ConversationPage): string[] {
  const there = new Set(read.items.map(({ id }) => id));
  const last = read.items.at(-1);
  return known.items
    .filter((item) => !there.has(item.id))
    .filter((item) => read.nextCursor === null || (last !== undefined && compareInList(item, last) < 0))
    .map(({ id }) => id);
}

/** The pages without a conversation; the same object when it is in none. */
export function removeFromPages<P extends Pages>(data: P, id: string): P {
  if (findInPages(data, id) === undefined) return data;
  const pages = data.pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) }));
  return { ...data, pages };
}

export function findInPages(data: Pages | undefined, id: string): ConversationView | undefined {
  for (const page of data?.pages ?? []) {
    const found = page.items.find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
}
