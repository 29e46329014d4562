import { activeMessage, type ChatState, emptyChatState, shownMessages } from "@causerie/api/chat-fold";
import type { MessageView } from "@causerie/api/schemas";
import type { Connection } from "./watch.ts";

/** A message on its way to the server. */
export type Outgoing = {
  clientMessageId: string;
  content: string;
  /** What was shown when it was sent: a message that is not among them may be this one, come back as an event. */
  shownBefore: readonly string[];
};

/** A send that did not arrive; its text is back in the composer. */
export type SendFailure = { clientMessageId: string; content: string; error: unknown };

/** One line of the conversation as it is drawn. The key stays while an outgoing message becomes a stored one. */
export type Row =
  | { kind: "message"; key: string; id: string }
  | { kind: "outgoing"; key: string; text: string }
  | { kind: "waiting"; key: string };

export type ChatStoreState = {
  /** Null: nothing was sent yet, the conversation does not exist. */
  conversationId: string | null;
  chat: ChatState;
  load: "idle" | "loading" | "ready" | "failed" | "missing";
  loadError: unknown;
  /** Where the next older page begins; null: the beginning is known. */
  olderCursor: string | null;
  older: "idle" | "loading" | "failed";
  connection: Connection;
  draft: string;
  /** The model chosen for a conversation that does not exist yet; null follows the person's default. */
  model: string | null;
  outgoing: Outgoing | null;
  failure: SendFailure | null;
  /** Keys of messages that were drawn under another key while they were on their way. */
  keys: ReadonlyMap<string, string>;
  /** How long each run was seen to reason, in milliseconds. */
  thoughtMs: ReadonlyMap<string, number>;
  rows: readonly Row[];
  /** The message that is being written. */
  activeId: string | null;
};

export function initialChatStoreState(conversationId: string | null, draft: string): ChatStoreState {
  return {
    conversationId,
    chat: emptyChatState,
    load: conversationId === null ? "ready" : "idle",
    loadError: null,
    olderCursor: null,
    older: "idle",
    connection: "closed",
    draft,
    model: null,
    outgoing: null,
    failure: null,
    keys: new Map(),
    thoughtMs: new Map(),
    rows: [],
    activeId: null,
  };
}

/** The state with what is derived from it brought up to date; rows keep their identity while nothing moved. */
export function derive(state: ChatStoreState): ChatStoreState {
  const rows = rowsOf(state);
  return {
    ...state,
    rows: sameRows(state.rows, rows) ? state.rows : rows,
    activeId: activeMessage(state.chat)?.id ?? null,
  };
}

export function textOf(message: MessageView): string {
  return message.parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("");
}

/** What the person wrote last in this conversation; null: nothing yet. */
export function lastQuestion({ rows, chat }: ChatStoreState): string | null {
  for (const row of rows.toReversed()) {
    const message = row.kind === "message" ? chat.messages.get(row.id) : undefined;
    if (message?.role === "user") return textOf(message);
  }
  return null;
}

export const userKey = (clientMessageId: string) => `${clientMessageId}.question`;
export const answerKey = (clientMessageId: string) => `${clientMessageId}.answer`;

function rowsOf({ chat, outgoing, keys }: ChatStoreState): Row[] {
  const shown = shownMessages(chat);
  const echo = outgoing ? findEcho(shown, outgoing) : -1;
  const rows: Row[] = shown.map(({ id }, index) => {
    let key = keys.get(id) ?? id;
    if (outgoing && echo !== -1 && index === echo) key = userKey(outgoing.clientMessageId);
    if (outgoing && echo !== -1 && index === echo + 1) key = answerKey(outgoing.clientMessageId);
    return { kind: "message", key, id };
  });
  if (!outgoing) return rows;
  if (echo === -1) rows.push({ kind: "outgoing", key: userKey(outgoing.clientMessageId), text: outgoing.content });
  // The answer's own message may have come as well, before the reply to the send.
  if (echo === -1 || echo === shown.length - 1)
    rows.push({ kind: "waiting", key: answerKey(outgoing.clientMessageId) });
  return rows;
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
      return row.key === twin?.key && row.kind === twin.kind;
    })
  );
}
