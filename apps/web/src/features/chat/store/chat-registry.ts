import type { ConversationView } from "@causerie/api/schemas";
import type { MessagePage } from "./chat-api.ts";
import { type ChatStore, createChatStore } from "./chat-store.ts";
import type { Outgoing } from "./chat-store-state.ts";
import type { ChatStoreOptions } from "./store-core.ts";

/** How many conversations stay in memory, so that going back to one draws it at once. */
const keptStores = 20;

/** A store and the key under which it is drawn: the key stays when a new conversation gets its id. */
export type OpenChat = { key: string; store: ChatStore };

/** What goes on in a conversation: an answer is being written, or has ended since one was last there. */
type Activity = "writing" | "unseen" | null;

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
  /**
   * A new conversation is asked for: where the present one exists by now, the next is another. One that is still being
   * sent stays until it has its id, since its text is safe only then.
   */
  renew(): void;
  /** How often a new conversation became another one: what draws it looks again. */
  renewals(): number;
  subscribe(listener: () => void): () => void;
  activity: {
    /** Calls when it changes in any conversation. @returns what ends that. */
    subscribe(listener: () => void): () => void;
    /** As far as it is known here: null for a conversation that is not in memory. */
    of(conversationId: string): Activity;
  };
};

export function createChatRegistry(
  options: Omit<ChatStoreOptions, "conversationId" | "onCreated"> & {
    /** A new conversation has its id. `left`: its reader asked for another new one meanwhile. */
    onCreated?(conversationId: string, left: boolean): void;
  },
): ChatRegistry {
  /** Least recently opened first. */
  const stores = new Map<string, OpenChat>();
  let fresh: OpenChat | null = null;
  /** The message on its way whose conversation is to be left as soon as it exists. */
  let leaving: Outgoing | null = null;
  let renewals = 0;
  let count = 0;
  const listeners = new Set<() => void>();
  const activityListeners = new Set<() => void>();

  function create(conversationId: string | null): OpenChat {
    const chat: OpenChat = {
      key: `chat-${++count}`,
      store: createChatStore({
        ...options,
        conversationId,
        onCreated(id) {
          stores.set(id, chat);
          const left = leaving !== null;
          leaving = null;
          options.onCreated?.(id, left);
        },
        onDeleted(id) {
          options.onDeleted?.(id);
        },
      }),
    };
    let before: Activity = null;
    chat.store.subscribe(() => {
      const now = activityOf(chat.store);
      if (now === before) return;
      before = now;
      for (const listener of activityListeners) listener();
    });
    return chat;
  }

  function trim() {
    for (const [id, { store }] of stores) {
      if (stores.size <= keptStores) return;
      if (store.getState().connection === "closed" && activityOf(store) === null) stores.delete(id);
    }
  }

  function known(conversationId: string): OpenChat {
    const chat = stores.get(conversationId) ?? create(conversationId);
    stores.delete(conversationId);
    stores.set(conversationId, chat);
    return chat;
  }

  /** Another new conversation is wanted once this one exists; should it not come to be, its reader stays with it. */
  function leaveLater({ store }: OpenChat, outgoing: Outgoing) {
    leaving = outgoing;
    const stop = store.subscribe(() => {
      const state = store.getState();
      if (state.outgoing === outgoing) return;
      stop();
      if (state.conversationId === null && leaving === outgoing) leaving = null;
    });
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
      const { store } = known(conversationId);
      // Nobody listens to it yet: an answer that is being written there is looked after all the same.
      void store.load().then(() => store.getState().connection === "closed" && store.detach());
    },
    forget(conversationId) {
      stores.delete(conversationId);
    },
    renew() {
      const state = fresh?.store.getState();
      if (!fresh || !state) return;
      if (state.conversationId === null) {
        if (state.outgoing && leaving !== state.outgoing) leaveLater(fresh, state.outgoing);
        return;
      }
      fresh = null;
      renewals += 1;
      for (const listener of listeners) listener();
    },
    renewals: () => renewals,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    activity: {
      subscribe(listener) {
        activityListeners.add(listener);
        return () => activityListeners.delete(listener);
      },
      of(conversationId) {
        const chat = stores.get(conversationId);
        return chat ? activityOf(chat.store) : null;
      },
    },
  };
}

function activityOf(store: ChatStore): Activity {
  const { activeId, unseen } = store.getState();
  return activeId !== null ? "writing" : unseen ? "unseen" : null;
}
