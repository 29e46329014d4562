import type { ConversationView } from "@causerie/api/schemas";
import type { MessagePage } from "./chat-api.ts";
import { type ChatStore, createChatStore } from "./chat-store.ts";
import type { ChatStoreOptions } from "./store-core.ts";

/** How many conversations stay in memory, so that going back to one draws it at once. */
const keptStores = 20;

/** A store and the key under which it is drawn: the key stays when a new conversation gets its id. */
export type OpenChat = { key: string; store: ChatStore };

export type ChatRegistry = {
  /** The conversation, or with null the one that does not exist yet. */
  open(conversationId: string | null): OpenChat;
  /** What is in memory of a conversation, without opening it. */
  find(conversationId: string): ChatStore | null;
  /** Takes what the server sent with the page, unless it is known already. */
  seed(input: { conversation: ConversationView; page: MessagePage }): void;
  /** Begins to read a conversation that is likely to be opened next. */
  prefetch(conversationId: string): void;
  forget(conversationId: string): void;
};

export function createChatRegistry(
  options: Omit<ChatStoreOptions, "conversationId" | "onCreated"> & { onCreated?(conversationId: string): void },
): ChatRegistry {
  /** Least recently opened first. */
  const stores = new Map<string, OpenChat>();
  let fresh: OpenChat | null = null;
  let count = 0;

  function create(conversationId: string | null): OpenChat {
    const chat: OpenChat = {
      key: `chat-${++count}`,
      store: createChatStore({
        ...options,
        conversationId,
        onCreated(id) {
          stores.set(id, chat);
          options.onCreated?.(id);
        },
        onDeleted(id) {
          options.onDeleted?.(id);
        },
      }),
    };
    return chat;
  }

  function trim() {
    for (const [id, { store }] of stores) {
      if (stores.size <= keptStores) return;
      if (store.getState().connection === "closed") stores.delete(id);
    }
  }

  function known(conversationId: string): OpenChat {
    const chat = stores.get(conversationId) ?? create(conversationId);
    stores.delete(conversationId);
    stores.set(conversationId, chat);
    return chat;
  }

  return {
    open(conversationId) {
      if (conversationId === null) {
        fresh ??= create(null);
        return fresh;
      }
      const chat = known(conversationId);
      // It has its address now: the next new conversation is another one.
      if (chat === fresh) fresh = null;
      trim();
      return chat;
    },
    find: (conversationId) => stores.get(conversationId)?.store ?? null,
    seed({ conversation, page }) {
      const { store } = known(conversation.id);
      if (store.getState().load !== "ready") store.seed(conversation, page);
    },
    prefetch(conversationId) {
      void known(conversationId).store.load();
    },
    forget(conversationId) {
      stores.delete(conversationId);
    },
  };
}
