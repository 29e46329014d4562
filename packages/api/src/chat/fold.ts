import type { ConversationChange, ConversationView } from "../conversations/conversations.schema.ts";
import type { MessagePart, MessageView, RunStatus } from "../messages/messages.schema.ts";
import type { ChatEvent, QueuedMessageView } from "./chat.schema.ts";
import { below, branchEnd, emptyTree, type Tree, withMessages, withoutMessages } from "./tree.ts";

/** What a watcher knows of one conversation: pages that were read, and every event since. */
export type ChatState = {
  conversation: ConversationView | null;
  messages: ReadonlyMap<string, MessageView>;
  tree: Tree;
  /** Where the reader is: the branch shown goes through this message, and on to the newest below it. Null: the newest of all. */
  anchorId: string | null;
  /** The messages that wait for their turn. */
  queue: readonly QueuedMessageView[];
  /** Ids of messages that were deleted, so that an event that arrives late does not bring them back. */
  removed: ReadonlySet<string>;
  /** The conversation is gone; nothing more will come. */
  deleted: boolean;
  /** Something is missing between what is known and what came; watch again from the run's start and read a page. */
  needsResync: boolean;
};

export const emptyChatState: ChatState = {
  conversation: null,
  messages: new Map(),
  tree: emptyTree,
  anchorId: null,
  queue: [],
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
    case "removed":
      return foldRemoved(state, event.messageIds);
    case "kept":
      return foldKept(state, event.messageId);
    case "conversation":
      return state.conversation
        ? { ...state, conversation: { ...state.conversation, ...given(event.conversation) } }
        : state;
    case "queue":
      return { ...state, queue: event.items.filter(({ id }) => !state.messages.has(id)) };
    case "cleared":
      return { ...foldRemoved(state, [...state.messages.keys()]), anchorId: null, queue: [] };
    case "deleted":
      return state.deleted ? state : { ...state, deleted: true };
  }
}

/** What of a change is said, without what is left out: `undefined` changes nothing. */
function given(change: ConversationChange): Partial<ConversationView> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** The state after several events, in their order. */
export function foldEvents(state: ChatState, events: readonly ChatEvent[]): ChatState {
  return events.reduce(foldEvent, state);
}

/** The state once messages were read from the server: what was folded further than the page knows is kept. */
export function foldMessages(state: ChatState, items: readonly MessageView[]): ChatState {
  let messages: Map<string, MessageView> | null = null;
  const added: MessageView[] = [];
  for (const item of items) {
    if (state.removed.has(item.id)) continue;
    const known = (messages ?? state.messages).get(item.id);
    const next = known ? newer(known, item) : item;
    if (next === known) continue;
    messages ??= new Map(state.messages);
    messages.set(item.id, next);
    if (!known) added.push(next);
  }
  if (!messages) return state;
  const arrived = messages;
  const queue = state.queue.some(({ id }) => arrived.has(id))
    ? state.queue.filter(({ id }) => !arrived.has(id))
    : state.queue;
  return { ...state, messages, queue, tree: withMessages(state.tree, added) };
}

/**
 * The state once the end of a branch was read anew, after a time in which events may have been missed.
 *
 * @param page newest first. What hangs on its messages beside what it says is gone.
 * @param known ids that were known when the page was asked for: only those can be gone; what came meanwhile is kept.
 */
export function foldNewestPage(
  state: ChatState,
  page: { items: readonly MessageView[]; nextCursor: string | null },
  known: ReadonlySet<string>,
): ChatState {
  const gone: string[] = [];
  const missing = (parentId: string | null, there: readonly string[]) => {
    for (const id of state.tree.get(parentId) ?? []) {
      if (known.has(id) && !there.includes(id)) gone.push(...below(state.tree, id));
    }
  };
  for (const [index, item] of page.items.entries()) missing(item.id, page.items[index - 1]?.siblingIds ?? []);
  const oldest = page.items.at(-1);
  if (page.nextCursor === null) missing(null, oldest?.siblingIds ?? []);
  return foldMessages(gone.length === 0 ? state : foldRemoved(state, gone), page.items);
}

/** The state once these messages were deleted, with what hangs on them as far as it is known. */
function foldRemoved(state: ChatState, ids: readonly string[]): ChatState {
  const gone = new Set(ids.flatMap((id) => [id, ...below(state.tree, id)]));
  const messages = new Map(state.messages);
  let { anchorId } = state;
  while (anchorId !== null && gone.has(anchorId)) anchorId = state.messages.get(anchorId)?.parentId ?? null;
  for (const id of gone) messages.delete(id);
  const removed = new Set([...state.removed, ...gone]);
  return { ...state, messages, tree: withoutMessages(state.tree, gone), anchorId, removed };
}

/** The state once one of several answers side by side was chosen. */
function foldKept(state: ChatState, messageId: string): ChatState {
  const parentId = state.messages.get(messageId)?.parentId;
  if (parentId === undefined) return state;
  const messages = new Map(state.messages);
  const beside = state.tree.get(parentId) ?? [];
  for (const id of beside) {
    const message = messages.get(id);
    if (message?.sideBySide) messages.set(id, { ...message, sideBySide: false });
  }
  const { anchorId } = state;
  return { ...state, messages, anchorId: anchorId !== null && beside.includes(anchorId) ? messageId : anchorId };
}

/** Which of two views of one message to show. */
function newer(known: MessageView, message: MessageView): MessageView {
  const incoming = { ...message, siblingIds: union(known.siblingIds, message.siblingIds) };
  if (!known.run || !incoming.run) return incoming;
  // Ids sort by time: a later run has the word over an earlier one.
  if (known.run.id !== incoming.run.id) return known.run.id > incoming.run.id ? known : incoming;
  if (!isActive(incoming.run.status)) return incoming;
  if (!isActive(known.run.status)) return known;
  const status = known.run.status === "streaming" ? known.run.status : incoming.run.status;
  const parts = writtenLength(known) >= writtenLength(incoming) ? known.parts : incoming.parts;
  return { ...incoming, parts, run: { ...incoming.run, status } };
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort();
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

/** The state with the reader on the branch through this message, down to its newest end; unchanged when it is not known. */
export function goTo(state: ChatState, messageId: string): ChatState {
  return state.messages.has(messageId) ? withAnchor(state, branchEnd(state.tree, messageId)) : state;
}

/** The state with the reader where they are now, whatever is said on other branches from now on. */
export function stay(state: ChatState): ChatState {
  return withAnchor(state, endOfShown(state)?.id ?? null);
}

function withAnchor(state: ChatState, anchorId: string | null): ChatState {
  return state.anchorId === anchorId ? state : { ...state, anchorId };
}

/** The branch that the reader is on, oldest first, as far as it is known. */
export function shownMessages(state: ChatState): MessageView[] {
  const shown: MessageView[] = [];
  let message = endOfShown(state);
  while (message) {
    shown.push(message);
    message = message.parentId === null ? undefined : state.messages.get(message.parentId);
  }
  return shown.reverse();
}

function endOfShown({ anchorId, messages, tree }: ChatState): MessageView | undefined {
  if (anchorId !== null && messages.has(anchorId)) return messages.get(branchEnd(tree, anchorId));
  let found: MessageView | undefined;
  for (const message of messages.values()) {
    if (!tree.has(message.id) && (!found || isLater(message, found))) found = message;
  }
  return found;
}

/** A question and its answer are written at one instant, so time alone does not tell which is last. */
function isLater(one: MessageView, other: MessageView): boolean {
  return one.createdAt === other.createdAt ? one.id > other.id : one.createdAt > other.createdAt;
}

/** The messages among which this one is a choice, itself included, in the order of their making. */
export function siblingsOf(state: ChatState, message: MessageView): string[] {
  const known = state.tree.get(message.parentId) ?? [];
  const told = known.flatMap((id) => state.messages.get(id)?.siblingIds ?? []);
  return union(known, [...told, ...message.siblingIds]).filter((id) => !state.removed.has(id));
}

/** The answers that stand side by side at the end of the reader's branch, until one of them is kept; else none. */
export function answersBeside(state: ChatState): MessageView[] {
  const end = endOfShown(state);
  if (!end?.sideBySide) return [];
  const beside = (state.tree.get(end.parentId) ?? []).flatMap((id) => state.messages.get(id) ?? []);
  return beside.filter((message) => message.sideBySide);
}

/** The message at the end of the reader's branch that is being written, if one is; of answers side by side the first. */
export function activeMessage(state: ChatState): MessageView | null {
  const end = endOfShown(state);
  if (!end) return null;
  const candidates = end.sideBySide ? answersBeside(state) : [end];
  return candidates.find(({ run }) => run && isActive(run.status)) ?? null;
}
