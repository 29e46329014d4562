import { type ChatState, foldMessages, foldNewestPage, goTo, shownMessages, stay } from "@causerie/api/chat-fold";
import type { ConversationView } from "@causerie/api/schemas";
import type { MessagePage } from "./chat-api.ts";
import type { ChatStoreState } from "./chat-store-state.ts";
import type { StoreCore } from "./store-core.ts";

/** Reads what is known of a conversation from the server: its pages, backwards, on whichever branch. */
export function createReading(core: StoreCore, setDeleted: () => void) {
  const { api, isNotFound } = core;
  /** Messages whose branch is known to its end since the stream was opened: all that came after is heard. */
  let fresh = new Set<string>();

  /** The state with a page that was read. */
  function withPage(chat: ChatState, page: MessagePage): Pick<ChatStoreState, "chat" | "cursors"> {
    const oldest = page.items.at(-1);
    const { cursors } = core.get();
    const read = [...page.items, ...(page.beside ?? [])];
    for (const { id } of read) fresh.add(id);
    return {
      chat: foldMessages(chat, read),
      cursors: oldest && page.nextCursor ? new Map(cursors).set(oldest.id, page.nextCursor) : cursors,
    };
  }

  /** Takes what the server sent along with the page. */
  function seed(conversation: ConversationView, page: MessagePage) {
    const { chat, cursors } = withPage(core.get().chat, page);
    const end = page.items[0]?.id;
    core.set({ chat: { ...(end ? goTo(chat, end) : chat), conversation }, cursors, load: "ready" });
  }

  async function load(): Promise<void> {
    const { conversationId, load } = core.get();
    if (conversationId === null || load === "loading" || load === "ready") return;
    core.set({ load: "loading", loadError: null });
    try {
      const [conversation, page] = await Promise.all([
        api.conversation(conversationId),
        api.messages({ conversationId, cursor: null }),
      ]);
      seed(conversation, page);
    } catch (error) {
      core.set({ load: isNotFound(error) ? "missing" : "failed", loadError: error });
    }
  }

  /** Reads the conversation and the end of the shown branch again, with what happened while nobody watched. */
  async function sync() {
    const { conversationId, load, chat } = core.get();
    // Of one that is gone there is nothing to read: only the list is listened to.
    if (conversationId === null || load !== "ready" || chat.deleted) return;
    fresh = new Set();
    const known = new Set(chat.messages.keys());
    const { anchorId } = chat;
    try {
      const [read, page] = await Promise.all([
        api.conversation(conversationId),
        api.messages({ conversationId, cursor: null, ...(anchorId !== null && { branchOf: anchorId }) }),
      ]);
      core.flush();
      const before = core.get().chat.conversation;
      // An event may have overtaken the answer; times are ISO 8601, which sort as text.
      const conversation = before && before.updatedAt > read.updatedAt ? before : read;
      const { chat: folded, cursors } = withPage(foldNewestPage(core.get().chat, page, known), page);
      core.set({ chat: { ...stay(folded), conversation }, cursors });
      if (conversation !== before) core.onConversation?.(conversation);
    } catch (error) {
      // The stream is open all the same; only a conversation that is gone is news.
      if (isNotFound(error)) setDeleted();
    }
  }

  async function loadOlder(): Promise<void> {
    const { conversationId, hasOlder, older, chat, cursors } = core.get();
    const top = shownMessages(chat)[0];
    if (conversationId === null || !hasOlder || !top || older === "loading") return;
    core.set({ older: "loading" });
    try {
      const cursor = cursors.get(top.id);
      // Events may have told of a branch whose beginning was never read: it is read from its end.
      if (cursor) core.set(withPage(core.get().chat, await api.messages({ conversationId, cursor })));
      else await readBranch(conversationId, top.id, () => shownMessages(core.get().chat)[0]?.id !== top.id);
      core.set({ older: "idle" });
    } catch {
      core.set({ older: "failed" });
    }
  }

  /** Reads the branch through a message from its end backwards until `enough`, or to its beginning. */
  async function readBranch(conversationId: string, branchOf: string, enough: () => boolean): Promise<void> {
    let cursor: string | null = null;
    do {
      const page: MessagePage = await api.messages({
        conversationId,
        ...(cursor === null && { branchOf }),
        cursor,
      });
      core.flush();
      core.set(withPage(core.get().chat, page));
      cursor = page.nextCursor;
    } while (cursor !== null && !enough());
  }

  return {
    load,
    seed,
    sync,
    loadOlder,
    /** Reads the branch through a message as far as it takes to show it, unless it is known. False: it is not there. */
    async readTo(messageId: string): Promise<boolean> {
      const { conversationId } = core.get();
      const isKnown = () => core.get().chat.messages.has(messageId);
      if (conversationId === null) return isKnown();
      if (!isKnown()) await readBranch(conversationId, messageId, isKnown);
      // What is known is shown at once; what was said on it while nobody listened comes after. A failure shows elsewhere.
      else if (!fresh.has(messageId)) readBranch(conversationId, messageId, isKnown).catch(() => {});
      return isKnown();
    },
    /** All that comes after this message will be heard. */
    heard(messageIds: readonly string[]) {
      for (const id of messageIds) fresh.add(id);
    },
  };
}
