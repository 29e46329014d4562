import type { ConversationView, EditInput, LiveEvent, MessageView, SendInput, SendOutput } from "@causerie/api/schemas";
import type { ChatApi, WatchHandlers } from "./chat-api.ts";
import { createChatStore } from "./chat-store.ts";
import { createDraftStorage } from "./draft-storage.ts";
import { conversation, memoryStorage } from "./testing.ts";

export const notFound = new Error("NOT_FOUND");
export const sent: SendOutput = {
  conversationId: "conv_1",
  userMessageId: "msg_q1",
  assistantMessageId: "msg_a1",
  runId: "run_1",
  queued: false,
};

/** A store with a server of its own, which answers as the test tells it and keeps what it was asked. */
export function setUp(
  options: {
    conversationId?: string | null;
    pages?: MessageView[][];
    branches?: Record<string, MessageView[]>;
    storage?: Storage;
  } = {},
) {
  const { conversationId = null, pages = [[]], branches = {} } = options;
  const calls: SendInput[] = [];
  const watches: WatchHandlers[] = [];
  const watched: (string | null)[] = [];
  const cursors: (string | null)[] = [];
  const edits: EditInput[] = [];
  const selected: string[] = [];
  const typed: boolean[] = [];
  let send: () => Promise<SendOutput> = async () => sent;
  let stored: ConversationView = conversation;
  const api: ChatApi = {
    conversation: async (id) => (id === "conv_1" ? stored : Promise.reject(notFound)),
    async messages({ cursor, branchOf }) {
      cursors.push(cursor);
      const branch = branchOf === undefined ? undefined : branches[branchOf];
      if (branch) return { items: branch, nextCursor: null };
      const index = cursor === null ? 0 : Number(cursor);
      return { items: pages[index] ?? [], nextCursor: index + 1 < pages.length ? String(index + 1) : null };
    },
    send: (input) => {
      calls.push(input);
      return send();
    },
    edit: (input) => {
      edits.push(input);
      return send();
    },
    withdraw: async () => ({ content: "waiting" }),
    regenerate: async () => ({ assistantMessageId: "msg_a9", runId: "run_9" }),
    goOn: async (assistantMessageId) => ({ assistantMessageId, runId: "run_9" }),
    stop: async () => ({ stopped: true }),
    async select(id) {
      if (id === "msg_gone") throw notFound;
      selected.push(id);
    },
    keep: async () => {},
    remove: async (id) => ({ deletedIds: [id] }),
    setTyping: async ({ typing }) => typed.push(typing),
    watch({ conversationId: id }, handlers) {
      watched.push(id);
      watches.push(handlers);
      return () => {};
    },
  };
  const drafts = createDraftStorage("usr_1", options.storage ?? memoryStorage());
  const shared = {
    userId: "usr_1",
    api,
    drafts,
    isNotFound: (error: unknown) => error === notFound,
    isFinal: () => false,
    schedule: (callback: () => void) => {
      callback();
      return () => {};
    },
  };
  const created: string[] = [];
  const activity: string[] = [];
  const conversations: (string | null)[] = [];
  const listed: string[] = [];
  const listening: boolean[] = [];
  const store = createChatStore({
    ...shared,
    conversationId,
    onCreated: (id) => created.push(id),
    onActivity: (_id, at) => activity.push(at),
    onConversation: ({ title }) => conversations.push(title),
    onListEvent: ({ type }) => listed.push(type),
    onListening: (lost) => listening.push(lost),
  });
  return {
    store,
    shared,
    drafts,
    calls,
    watches,
    watched,
    cursors,
    edits,
    selected,
    typed,
    listed,
    listening,
    created,
    activity,
    conversations,
    setConversation(next: ConversationView) {
      stored = next;
    },
    setSend(next: () => Promise<SendOutput>) {
      send = next;
    },
    emit(event: LiveEvent) {
      watches.at(-1)?.onEvent(event, null);
    },
    rows: () => store.getState().rows.map((row) => (row.kind === "message" ? row.id : row.kind)),
  };
}
