import { type ChatState, foldEvents, stay } from "@causerie/api/chat-fold";
import type { ConversationView, LiveEvent } from "@causerie/api/schemas";
import { createBranching } from "./branching.ts";
import { type ChatStoreState, derive, initialChatStoreState } from "./chat-store-state.ts";
import { foldCompany, isChatEvent, isListEvent, typingStandsMs, withoutSilent } from "./company.ts";
import { createFrameBatch } from "./frame-batch.ts";
import { createLooking } from "./looking.ts";
import { createReading } from "./reading.ts";
import { createSending } from "./sending.ts";
import type { ChatStoreOptions, StoreCore } from "./store-core.ts";
import { withThoughts } from "./thought-clock.ts";
import { createTyping } from "./typing.ts";
import { createWatch } from "./watch.ts";

/** One conversation, outside of React: what is known of it, what is being typed, and the stream that keeps it current. */
export type ChatStore = ReturnType<typeof createChatStore>;

export function createChatStore(options: ChatStoreOptions) {
  const { api, drafts, isNotFound, isFinal, now = Date.now } = options;
  const storedDraft = drafts.read(options.conversationId);
  let state = initialChatStoreState(options.conversationId, storedDraft.text);
  let wasLost = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  function set(change: Partial<ChatStoreState>) {
    state = derive({ ...state, ...change });
    for (const listener of listeners) listener();
  }

  const batch = createFrameBatch<LiveEvent>(fold, options.schedule);
  const watch = createWatch({
    connect(lastEventId, handlers) {
      // A conversation that is gone has nothing to tell; the list still has.
      const isThere = !state.chat.deleted && state.load !== "missing";
      return api.watch({ conversationId: isThere ? state.conversationId : null, lastEventId }, handlers);
    },
    onEvent(event) {
      if (isListEvent(event)) options.onListEvent?.(event);
      else batch.push(event);
    },
    onOpen() {
      options.onListening?.(wasLost);
      wasLost = false;
      void reading.sync();
    },
    onState(connection) {
      if (connection === "lost") wasLost = true;
      set({ connection });
    },
    isFinal: (error) => isNotFound(error) || isFinal(error),
    onRefused(error) {
      if (isNotFound(error)) setDeleted();
    },
  });
  const core: StoreCore = {
    ...options,
    get: () => state,
    set,
    flush: batch.flush,
    restart: watch.restart,
    now,
  };
  const reading = createReading(core, setDeleted);
  const looking = createLooking(core, reading.sync);
  const sending = createSending(core, storedDraft.clientMessageId);
  const tellTyping = createTyping(core);

  function setDeleted() {
    if (state.chat.deleted) return;
    set({ chat: { ...state.chat, deleted: true } });
    listenToList();
    if (state.conversationId) options.onDeleted?.(state.conversationId);
  }

  /** From now on only what happens to the list is heard. */
  function listenToList() {
    watch.stop();
    watch.start();
  }

  function fold(events: LiveEvent[]) {
    const before = state.chat;
    const said = events.filter(isChatEvent);
    const folded = foldEvents(before, said);
    const company = foldCompany(state.company, events, now());
    if (company !== state.company) hush();
    if (company.people !== state.company.people && state.conversationId) {
      options.onPeople?.(state.conversationId, [...company.people.values()]);
    }
    if (folded === before && company === state.company) return;
    const chat = folded === before ? before : stay(folded);
    const asked = (messageId: string) => state.outgoing !== null || state.keys.has(messageId);
    const thoughtMs = withThoughts(state.thoughtMs, said, asked, now());
    const news = said.flatMap((event) => (event.type === "message" || event.type === "run" ? event.message : []));
    reading.heard(news.filter((message) => isNews(before, message)).map(({ id }) => id));
    set({ chat: chat.needsResync ? { ...chat, needsResync: false } : chat, thoughtMs, company });
    if (chat.needsResync) watch.restart();
    if (chat.conversation && chat.conversation !== before.conversation) options.onConversation?.(chat.conversation);
    if (chat.deleted && !before.deleted && state.conversationId) {
      listenToList();
      options.onDeleted?.(state.conversationId);
    }
    const latest = said.findLast((event) => event.type === "message" && isNews(before, event.message));
    if (state.conversationId && latest?.type === "message") {
      options.onActivity?.(state.conversationId, latest.message.createdAt);
    }
  }

  /** Looks again when the last of those who type may have fallen silent. */
  function hush() {
    clearTimeout(silence);
    silence = setTimeout(() => {
      const company = withoutSilent(state.company, now());
      if (company !== state.company) set({ company });
      if (company.typingUntil.size > 0) hush();
    }, typingStandsMs);
  }

  return {
    getState: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    load: reading.load,
    seed: reading.seed,
    loadOlder: reading.loadOlder,
    ...sending,
    ...createBranching(core, reading.readTo),
    setDraft(draft: string) {
      sending.setDraft(draft);
      tellTyping(draft);
    },
    send(content: string) {
      tellTyping("");
      return sending.send(content);
    },
    setModel: (model: string | null) => set({ model, models: [] }),
    setModels: (models: readonly string[]) => set({ models }),
    setConversation: (conversation: ConversationView) => set({ chat: { ...state.chat, conversation } }),
    dismissFailure: () => set({ failure: null }),
    /** Listens to the server until `detach`; the run goes on without it. */
    attach() {
      looking.comeBack();
      watch.start();
    },
    reconnect: watch.retry,
    detach() {
      watch.stop();
      clearTimeout(silence);
      batch.flush();
      looking.leave();
    },
  };
}

function isNews(before: ChatState, message: { id: string }): boolean {
  return !before.messages.has(message.id) && !before.removed.has(message.id);
}
