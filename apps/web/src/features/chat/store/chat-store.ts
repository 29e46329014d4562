import { type ChatState, foldEvents, foldMessages, foldNewestPage, shownMessages } from "@causerie/api/chat-fold";
import type { ChatEvent, ConversationView } from "@causerie/api/schemas";
import type { ChatApi, MessagePage } from "./chat-api.ts";
import { answerKey, type ChatStoreState, derive, initialChatStoreState, userKey } from "./chat-store-state.ts";
import type { DraftStorage } from "./draft-storage.ts";
import { createFrameBatch, type Schedule } from "./frame-batch.ts";
import { afterAll, queuedAnswer, sentMessages } from "./placeholders.ts";
import { withThoughts } from "./thought-clock.ts";
import { createWatch } from "./watch.ts";

export type ChatStoreOptions = {
  conversationId: string | null;
  api: ChatApi;
  drafts: DraftStorage;
  /** Whether an error says that there is no such conversation for this person. */
  isNotFound(error: unknown): boolean;
  /** Whether an error of the event stream is one that trying again cannot help. */
  isFinal(error: unknown): boolean;
  /** The conversation came into being with its first message. */
  onCreated?(conversationId: string): void;
  /** The server changed the conversation: its title, or when something last happened in it. */
  onConversation?(conversation: ConversationView): void;
  onDeleted?(conversationId: string): void;
  /** Something new was said at that time (ISO 8601), so the conversation moves up. */
  onActivity?(conversationId: string, at: string): void;
  schedule?: Schedule;
  now?: () => number;
};

/** One conversation, outside of React: what is known of it, what is being typed, and the stream that keeps it current. */
export type ChatStore = ReturnType<typeof createChatStore>;

export function createChatStore(options: ChatStoreOptions) {
  const { api, drafts, isNotFound, isFinal, now = Date.now } = options;
  const storedDraft = drafts.read(options.conversationId);
  let draftMessageId = storedDraft.clientMessageId;
  let state = initialChatStoreState(options.conversationId, storedDraft.text);
  const listeners = new Set<() => void>();

  function set(change: Partial<ChatStoreState>) {
    state = derive({ ...state, ...change });
    for (const listener of listeners) listener();
  }

  const batch = createFrameBatch<ChatEvent>(fold, options.schedule);
  const watch = createWatch({
    connect: (lastEventId, handlers) =>
      state.conversationId === null
        ? () => {}
        : api.watch({ conversationId: state.conversationId, lastEventId }, handlers),
    onEvent: (event) => batch.push(event),
    onOpen: () => void sync(),
    onState: (connection) => set({ connection }),
    isFinal: (error) => isNotFound(error) || isFinal(error),
    onRefused(error) {
      if (isNotFound(error)) setDeleted();
    },
  });

  function setDeleted() {
    if (state.chat.deleted) return;
    set({ chat: { ...state.chat, deleted: true } });
    if (state.conversationId) options.onDeleted?.(state.conversationId);
  }

  function fold(events: ChatEvent[]) {
    const before = state.chat;
    const chat = foldEvents(before, events);
    if (chat === before) return;
    const asked = (messageId: string) => state.outgoing !== null || state.keys.has(messageId);
    const thoughtMs = withThoughts(state.thoughtMs, events, asked, now());
    set({ chat: chat.needsResync ? { ...chat, needsResync: false } : chat, thoughtMs });
    if (chat.needsResync) watch.restart();
    if (chat.conversation && chat.conversation !== before.conversation) options.onConversation?.(chat.conversation);
    if (chat.deleted && !before.deleted && state.conversationId) {
      watch.stop();
      options.onDeleted?.(state.conversationId);
    }
    const said = events.flatMap((event) => (event.type === "message" && isNews(before, event.message) ? event : []));
    const latest = said.at(-1)?.message;
    if (state.conversationId && latest) options.onActivity?.(state.conversationId, latest.createdAt);
  }

  /** Reads the conversation and its newest page again, with what happened while nobody watched. */
  async function sync() {
    const { conversationId } = state;
    if (conversationId === null || state.load !== "ready") return;
    const known = new Set(state.chat.messages.keys());
    try {
      const [read, page] = await Promise.all([
        api.conversation(conversationId),
        api.messages({ conversationId, cursor: null }),
      ]);
      batch.flush();
      const before = state.chat.conversation;
      // An event may have overtaken the answer; times are ISO 8601, which sort as text.
      const conversation = before && before.updatedAt > read.updatedAt ? before : read;
      set({
        chat: { ...foldNewestPage(state.chat, page, known), conversation },
        ...(page.nextCursor === null && { olderCursor: null }),
      });
      if (conversation !== before) options.onConversation?.(conversation);
    } catch (error) {
      // The stream is open all the same; only a conversation that is gone is news.
      if (isNotFound(error)) setDeleted();
    }
  }

  async function load(): Promise<void> {
    const { conversationId } = state;
    if (conversationId === null || state.load === "loading" || state.load === "ready") return;
    set({ load: "loading", loadError: null });
    try {
      const [conversation, page] = await Promise.all([
        api.conversation(conversationId),
        api.messages({ conversationId, cursor: null }),
      ]);
      seed(conversation, page);
    } catch (error) {
      set({ load: isNotFound(error) ? "missing" : "failed", loadError: error });
    }
  }

  /** Takes what the server sent along with the page. */
  function seed(conversation: ConversationView, page: MessagePage) {
    const chat: ChatState = { ...foldMessages(state.chat, page.items), conversation };
    set({ chat, olderCursor: page.nextCursor, load: "ready" });
  }

  async function loadOlder(): Promise<void> {
    const { conversationId, olderCursor } = state;
    if (conversationId === null || olderCursor === null || state.older === "loading") return;
    set({ older: "loading" });
    try {
      const page = await api.messages({ conversationId, cursor: olderCursor });
      set({ chat: foldMessages(state.chat, page.items), olderCursor: page.nextCursor, older: "idle" });
    } catch {
      set({ older: "failed" });
    }
  }

  function setDraft(draft: string) {
    if (draft === state.draft) return;
    if (draft.trim() === "" || (state.failure && draft !== state.failure.content)) draftMessageId = null;
    set({ draft, ...(draft.trim() === "" && { failure: null }) });
    drafts.write(state.conversationId, { text: draft, clientMessageId: draftMessageId });
  }

  /** Sends `content` at once as far as the eye can see; on failure it comes back into the composer. */
  async function send(content: string): Promise<void> {
    if (state.outgoing || state.activeId || content.trim() === "") return;
    const clientMessageId = draftMessageId ?? crypto.randomUUID();
    draftMessageId = null;
    // The draft is kept in storage, under the id it is sent with, until the server has the message.
    drafts.write(state.conversationId, { text: content, clientMessageId });
    const shownBefore = shownMessages(state.chat).map(({ id }) => id);
    set({ outgoing: { clientMessageId, content, shownBefore }, failure: null, draft: "" });
    const { conversationId, model } = state;
    try {
      const sent = await api.send({
        content,
        clientMessageId,
        ...(conversationId && { conversationId }),
        ...(model && { model }),
      });
      batch.flush();
      const isNew = conversationId === null;
      const added = sentMessages({ sent, content, shown: shownMessages(state.chat), model, now: now() });
      const keys = new Map(state.keys).set(sent.userMessageId, userKey(clientMessageId));
      if (sent.assistantMessageId) keys.set(sent.assistantMessageId, answerKey(clientMessageId));
      drafts.write(conversationId, { text: "", clientMessageId: null });
      set({
        conversationId: sent.conversationId,
        outgoing: null,
        keys,
        chat: foldMessages(
          state.chat,
          added.filter((message) => !state.chat.messages.has(message.id)),
        ),
      });
      if (isNew) {
        watch.restart();
        options.onCreated?.(sent.conversationId);
      }
      if (state.draft !== "") drafts.write(sent.conversationId, { text: state.draft, clientMessageId: null });
      if (added[0]) options.onActivity?.(sent.conversationId, added[0].createdAt);
    } catch (error) {
      draftMessageId = clientMessageId;
      const draft = state.draft.trim() === "" ? content : `${content}\n\n${state.draft}`;
      set({ outgoing: null, failure: { clientMessageId, content, error }, draft });
      drafts.write(conversationId, { text: draft, clientMessageId });
    }
  }

  /** Writes another answer beside the one in `messageId`. Rejects with the server's error. */
  async function regenerate(messageId: string, model?: string): Promise<void> {
    const sent = await api.regenerate({ messageId, ...(model && { model }) });
    set({ keys: new Map(state.keys).set(sent.assistantMessageId, sent.assistantMessageId) });
    batch.flush();
    const replaced = state.chat.messages.get(messageId);
    if (!replaced || state.chat.messages.has(sent.assistantMessageId)) return;
    const answer = queuedAnswer({
      ...sent,
      conversationId: replaced.conversationId,
      parentId: replaced.parentId,
      model,
    });
    set({ chat: foldMessages(state.chat, [{ ...answer, createdAt: afterAll(shownMessages(state.chat), now()) }]) });
  }

  return {
    getState: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    load,
    seed,
    loadOlder,
    setDraft,
    send,
    regenerate,
    setModel: (model: string | null) => set({ model }),
    setConversation: (conversation: ConversationView) => set({ chat: { ...state.chat, conversation } }),
    dismissFailure: () => set({ failure: null }),
    async stop() {
      const run = state.activeId ? state.chat.messages.get(state.activeId)?.run : null;
      if (run) await api.stop(run.id);
    },
    /** Listens to the server until `detach`; the run goes on without it. */
    attach: watch.start,
    reconnect: watch.retry,
    detach() {
      watch.stop();
      batch.flush();
    },
  };
}

function isNews(before: ChatState, message: { id: string }): boolean {
  return !before.messages.has(message.id) && !before.removed.has(message.id);
}
