import { activeMessage, type ChatState, emptyChatState, shownMessages } from "@causerie/api/chat-fold";
import type { MessageView } from "@causerie/api/schemas";
import { type Company, nobody } from "./company.ts";
import type { Connection } from "./watch.ts";

/** A message on its way to the server. */
export type Outgoing = {
  clientMessageId: string;
  content: string;
  /** The message that it words anew: it takes that one's place, and what hangs on that one is out of sight. */
  editOf: string | null;
  /** It will have to wait for the answer that is being written. */
  waits: boolean;
  /** An answer will be given to it. */
  asks: boolean;
  /** What was shown when it was sent: a message that is not among them may be this one, come back as an event. */
  shownBefore: readonly string[];
};

/** A send that did not arrive; its text is back in the composer. */
export type SendFailure = { clientMessageId: string; content: string; error: unknown };

/** A message that is being worded anew, in its place. */
export type Editing = {
  messageId: string;
  text: string;
  /** Why it did not arrive; null: it was not sent yet. */
  error: unknown;
  /** The id it was sent with, so that sending it again does not double it. */
  clientMessageId: string | null;
};

/** The reader has just gone over to another branch: where to look, and what to say. */
export type Arrival = {
  messageId: string;
  /** Which of how many it is, from 1. */
  index: number;
  count: number;
  /** Where the choice stood on the screen before, in pixels from its top: there it stays. */
  top: number;
};

/** One line of the conversation as it is drawn. The key stays while an outgoing message becomes a stored one. */
export type Row =
  | { kind: "message"; key: string; id: string }
  | { kind: "beside"; key: string; id: string }
  | { kind: "outgoing"; key: string; text: string }
  | { kind: "waiting"; key: string };

export type ChatStoreState = {
  /** Null: nothing was sent yet, the conversation does not exist. */
  conversationId: string | null;
  chat: ChatState;
  load: "idle" | "loading" | "ready" | "failed" | "missing";
  loadError: unknown;
  /** Where the page before a message begins, by the id of that message. */
  cursors: ReadonlyMap<string, string>;
  /** There is something before what is shown. */
  hasOlder: boolean;
  older: "idle" | "loading" | "failed";
  connection: Connection;
  /** An answer has ended here while nobody listened. */
  unseen: boolean;
  draft: string;
  /** The model chosen for a conversation that does not exist yet; null follows the person's default. */
  model: string | null;
  /** Two to four models that are asked at once with the next message; else none. */
  models: readonly string[];
  outgoing: Outgoing | null;
  failure: SendFailure | null;
  editing: Editing | null;
  company: Company;
  arrival: Arrival | null;
  /** The message that a link leads to: to be looked at, and marked for a moment. */
  markedId: string | null;
  /** Keys of messages that were drawn under another key while they were on their way. */
  keys: ReadonlyMap<string, string>;
  /** How long each run was seen to reason, in milliseconds. */
  thoughtMs: ReadonlyMap<string, number>;
  rows: readonly Row[];
  /** The message that is being written. */
  activeId: string | null;
  /** Answers stand side by side, and none was kept yet: nothing can be said after them. */
  choosing: boolean;
};

export function initialChatStoreState(conversationId: string | null, draft: string): ChatStoreState {
  return {
    conversationId,
    chat: emptyChatState,
    load: conversationId === null ? "ready" : "idle",
    loadError: null,
    cursors: new Map(),
    hasOlder: false,
    older: "idle",
    connection: "closed",
    unseen: false,
    draft,
    model: null,
    models: [],
    outgoing: null,
    failure: null,
    editing: null,
    company: nobody,
    arrival: null,
    markedId: null,
    keys: new Map(),
    thoughtMs: new Map(),
    rows: [],
    activeId: null,
    choosing: false,
  };
}

/** The state with what is derived from it brought up to date; rows keep their identity while nothing moved. */
export function derive(state: ChatStoreState): ChatStoreState {
  const shown = shownMessages(state.chat);
  const rows = rowsOf(state, shown);
  return {
    ...state,
    rows: sameRows(state.rows, rows) ? state.rows : rows,
    hasOlder: shown[0] !== undefined && shown[0].parentId !== null,
    activeId: activeMessage(state.chat)?.id ?? null,
    choosing: shown.at(-1)?.sideBySide ?? false,
  };
}

export function textOf(message: MessageView): string {
  return message.parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("");
}

/** The person's own last message on the branch they are on; null: there is none. */
export function lastOwnMessage(chat: ChatState, userId: string): MessageView | null {
  return shownMessages(chat).findLast(({ role, authorId }) => role === "user" && authorId === userId) ?? null;
}

export const userKey = (clientMessageId: string) => `${clientMessageId}.question`;
export const answerKey = (clientMessageId: string) => `${clientMessageId}.answer`;

function rowsOf({ outgoing, keys }: ChatStoreState, branch: readonly MessageView[]): Row[] {
  const shown = outgoing?.editOf ? before(branch, outgoing.editOf) : branch;
  const echo = outgoing && !outgoing.editOf ? findEcho(shown, outgoing) : -1;
  const rows: Row[] = shown.map(({ id, parentId, sideBySide }, index) => {
    // Answers side by side are one line as long as they end the branch.
    if (sideBySide && index === shown.length - 1) return { kind: "beside", key: `${parentId}.beside`, id };
    let key = keys.get(id) ?? id;
    if (outgoing && echo !== -1 && index === echo) key = userKey(outgoing.clientMessageId);
    if (outgoing && echo !== -1 && index === echo + 1) key = answerKey(outgoing.clientMessageId);
    return { kind: "message", key, id };
  });
  if (!outgoing || outgoing.waits) return rows;
  if (echo === -1) rows.push({ kind: "outgoing", key: userKey(outgoing.clientMessageId), text: outgoing.content });
  // The answer's own message may have come as well, before the reply to the send.
  if (outgoing.asks && (echo === -1 || echo === shown.length - 1))
    rows.push({ kind: "waiting", key: answerKey(outgoing.clientMessageId) });
  return rows;
}

function before(branch: readonly MessageView[], messageId: string): readonly MessageView[] {
  const index = branch.findIndex(({ id }) => id === messageId);
  return index === -1 ? branch : branch.slice(0, index);
}

/** Where the outgoing message came back as an event before the send was answered; -1: it did not. */
function findEcho(shown: readonly MessageView[], outgoing: Outgoing): number {
  return shown.findLastIndex(
    (message) =>
      message.role === "user" &&
      !outgoing.shownBefore.includes(message.id) &&
      textOf(message).trim() === outgoing.content.trim(),
  );
}

function sameRows(one: readonly Row[], other: readonly Row[]): boolean {
  return (
    one.length === other.length &&
    one.every((row, index) => {
      const twin = other[index];
      return (
        row.key === twin?.key &&
        row.kind === twin.kind &&
        (row.kind !== "beside" || twin.kind !== "beside" || row.id === twin.id)
      );
    })
  );
}
