import type { ConversationChange, ConversationView, LiveEvent } from "@causerie/api/schemas";
import type { trpc } from "#trpc/client.ts";
import { findInLists, listInput, placeInLists, removeFromLists } from "./conversation-lists.ts";
import { goneFromPage } from "./list-pages.ts";

type Utils = ReturnType<typeof trpc.useUtils>;
type ListEvent = Extract<LiveEvent, { type: "listed" | "unlisted" | "listCleared" }>;

/** Keeps the lists of conversations as the server says they are, whatever device something was done on. */
export function createListFollower(
  utils: Utils,
  on: { onChange(conversation: ConversationView): void; onRemove(id: string): unknown },
) {
  function place(conversation: ConversationView) {
    placeInLists(utils, conversation);
    on.onChange(conversation);
  }

  async function listed(change: ConversationChange) {
    const known = findInLists(utils, change.id);
    if (known) {
      // What is told late must not bring an older state back. What is left out (JSON has no undefined) has not changed.
      const isOld = change.updatedAt !== undefined && change.updatedAt < known.updatedAt;
      if (!isOld) place(Object.assign({}, known, change));
      return;
    }
    try {
      place(await utils.client.conversations.get.query({ id: change.id }));
    } catch {
      // Gone again already, or the line is: then the list is read when it is back.
    }
  }

  return {
    follow(event: ListEvent): void {
      if (event.type === "listed") void listed(event.conversation);
      else if (event.type === "unlisted") {
        removeFromLists(utils, event.conversationId);
        on.onRemove(event.conversationId);
      } else void utils.conversations.list.invalidate();
    },

    /** Reads what may have been missed: after a lost line all that is loaded, after a change of line the newest page. */
    async catchUp(lost: boolean): Promise<void> {
      if (lost) {
        await utils.conversations.list.invalidate();
        return;
      }
      try {
        const page = await utils.client.conversations.list.query(listInput(false));
        const known = utils.conversations.list.getInfiniteData(listInput(false))?.pages[0];
        for (const id of known ? goneFromPage(known, page) : []) removeFromLists(utils, id);
        for (const conversation of page.items) {
          const before = findInLists(utils, conversation.id);
          if (!before || before.updatedAt < conversation.updatedAt) placeInLists(utils, conversation);
        }
      } catch {
        // The next opening reads it again.
      }
    },
  };
}
