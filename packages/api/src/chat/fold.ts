import type { ConversationView } from "../conversations/conversations.schema.ts";
import type { MessagePart, MessageView, RunStatus } from "../messages/messages.schema.ts";
import type { ChatEvent } from "./chat.schema.ts";

/** What a watcher knows of one conversation: pages that were read, and every event since. */
export type ChatState = {
  conversation: ConversationView | null;
  messages: ReadonlyMap<string, MessageView>;
  /** Ids that a `cleared` event took away, so that an event that arrives late does not bring them back. */
  removed: ReadonlySet<string>;
  /** The conversation is gone; nothing more will come. */
  deleted: boolean;
  /** Something is missing between what is known and what came; watch again from the run's start and read a page. */
  needsResync: boolean;
};

export const emptyChatState: ChatState = {
  conversation: null,
  messages: new Map(),
  removed: new Set(),
  deleted: false,
  needsResync: false,
};

/** Whether a run can still write. */
export function isActive(status: RunStatus): boolean {
  return status === "queued" || status === "streaming";
}

/** How many UTF-16 units a message's parts hold together: where its run's next delta begins. */
export function writtenLength(message: MessageView): number {
  return message.parts.reduce((sum, part) => sum + part.text.length, 0);
}

/**
 * The state after one event.
 *
 * Events may repeat, overlap or be cut anew: text is placed by its offset, so each character counts once. A run that
 * ended never goes back to writing. Returns the same object when the event says nothing new.
 */
export function foldEvent(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case "run":
    case "message":
      return foldMessages(state, [event.message]);
    case "delta":
      return foldDelta(state, event);
    case "conversation":
      return { ...state, conversation: event.conversation };
    case "cleared":
      return { ...state, messages: new Map(), removed: new Set([...state.removed, ...state.messages.keys()]) };
    case "deleted":
      return state.deleted ? state : { ...state, deleted: true };
  }
}

/** The state after several events, in their order. */
export function foldEvents(state: ChatState, events: readonly ChatEvent[]): ChatState {
  return events.reduce(foldEvent, state);
}

/** The state once messages were read from the server: what was folded further than the page knows is kept. */
export function foldMessages(state: ChatState, items: readonly MessageView[]): ChatState {
  let messages: Map<string, MessageView> | null = null;
  for (const item of items) {
    if (state.removed.has(item.id)) continue;
    const known = (messages ?? state.messages).get(item.id);
    const next = known ? newer(known, item) : item;
    if (next === known) continue;
    messages ??= new Map(state.messages);
    messages.set(item.id, next);
  }
  return messages ? { ...state, messages } : state;
}

/**
 * The state once the newest page was read anew, after a time in which events may have been missed.
 *
 * @param known ids that were known when the page was asked for: those of them that the page should hold and does not
 *   are gone. What came while it was under way is kept.
 */
export function foldNewestPage(
  state: ChatState,
  page: { items: readonly MessageView[]; nextCursor: string | null },
  known: ReadonlySet<string>,
): ChatState {
  const inPage = new Set(page.items.map(({ id }) => id));
  const oldest = page.nextCursor === null ? "" : (page.items.at(-1)?.createdAt ?? "");
  const gone = [...state.messages.values()].filter(
    (message) => known.has(message.id) && !inPage.has(message.id) && message.createdAt > oldest,
  );
  const messages = new Map(state.messages);
  for (const { id } of gone) messages.delete(id);
  return foldMessages(gone.length === 0 ? state : { ...state, messages }, page.items);
}

/** Which of two views of one message to show. */
function newer(known: MessageView, incoming: MessageView): MessageView {
  if (!known.run || !incoming.run) return incoming;
  // Ids sort by time: a later run has the word over an earlier one.
  if (known.run.id !== incoming.run.id) return known.run.id > incoming.run.id ? known : incoming;
  if (!isActive(incoming.run.status)) return incoming;
  if (!isActive(known.run.status)) return known;
  const status = known.run.status === "streaming" ? known.run.status : incoming.run.status;
  const parts = writtenLength(known) >= writtenLength(incoming) ? known.parts : incoming.parts;
  return { ...incoming, parts, run: { ...incoming.run, status } };
}

type Delta = Extract<ChatEvent, { type: "delta" }>;

function foldDelta(state: ChatState, delta: Delta): ChatState {
  if (state.removed.has(delta.messageId)) return state;
  const message = state.messages.get(delta.messageId);
  if (!message?.run) return lacking(state);
  // A delta of an earlier run of the same message, or one that arrives after the run has ended, is old news.
  if (message.run.id !== delta.runId) return message.run.id > delta.runId ? state : lacking(state);
  if (!isActive(message.run.status)) return state;
  const written = writtenLength(message);
  if (delta.at > written) return lacking(state);
  const fresh = delta.text.slice(written - delta.at);
  if (fresh === "") return state;
  const next: MessageView = {
    ...message,
    parts: append(message.parts, delta.kind, fresh),
    run: message.run.status === "streaming" ? message.run : { ...message.run, status: "streaming" },
  };
  return { ...state, messages: new Map(state.messages).set(next.id, next) };
}

function append(parts: readonly MessagePart[], kind: MessagePart["type"], text: string): MessagePart[] {
  const last = parts.at(-1);
  if (last?.type !== kind) return [...parts, { type: kind, text }];
  return [...parts.slice(0, -1), { type: kind, text: last.text + text }];
}

function lacking(state: ChatState): ChatState {
  return state.needsResync ? state : { ...state, needsResync: true };
}

/**
 * The branch that goes on, oldest first: from the newest message without an answer up through its parents, as far as
 * they are known.
 */
export function shownMessages(state: ChatState): MessageView[] {
  const shown: MessageView[] = [];
  let message = head(state.messages);
  while (message) {
    shown.push(message);
    message = message.parentId === null ? undefined : state.messages.get(message.parentId);
  }
  return shown.reverse();
}

/** The newest leaf. A question and its answer are written at one instant, so time alone does not tell which is last. */
function head(messages: ChatState["messages"]): MessageView | undefined {
  const parents = new Set<string | null>();
  for (const message of messages.values()) parents.add(message.parentId);
  let found: MessageView | undefined;
  for (const message of messages.values()) {
    if (!parents.has(message.id) && (!found || isLater(message, found))) found = message;
  }
  return found;
}

function isLater(one: MessageView, other: MessageView): boolean {
  return one.createdAt === other.createdAt ? one.id > other.id : one.createdAt > other.createdAt;
}

/** The message that is being written, if any. */
export function activeMessage(state: ChatState): MessageView | null {
  for (const message of state.messages.values()) if (message.run && isActive(message.run.status)) return message;
  return null;
}
