import type { ConversationView } from "@causerie/api/schemas";
import type { trpc } from "#trpc/client.ts";
import { findInPages, placeInPages, removeFromPages } from "./list-pages.ts";

type Utils = ReturnType<typeof trpc.useUtils>;

/** The input of the list's query, as the page prefetches it and everything else refers to it. */
export const listInput = (archived: boolean) => ({ archived, limit: 50 });

/** Puts a conversation, as it now is, where it belongs in the lists that are loaded. */
export function placeInLists(utils: Utils, conversation: ConversationView): void {
  for (const archived of [false, true]) {
    utils.conversations.list.setInfiniteData(
      listInput(archived),
      (data) =>
        data &&
        (conversation.archived === archived
          ? placeInPages(data, conversation)
          : removeFromPages(data, conversation.id)),
    );
  }
}

/** Takes a conversation out of the lists. */
export function removeFromLists(utils: Utils, id: string): void {
  for (const archived of [false, true]) {
    utils.conversations.list.setInfiniteData(listInput(archived), (data) => data && removeFromPages(data, id));
  }
}

/** A conversation as the loaded lists know it. */
export function findInLists(utils: Utils, id: string): ConversationView | undefined {
  return (
    findInPages(utils.conversations.list.getInfiniteData(listInput(false)), id) ??
    findInPages(utils.conversations.list.getInfiniteData(listInput(true)), id)
  );
}
