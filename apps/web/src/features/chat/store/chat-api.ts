import type { ConversationView, EditInput, LiveEvent, MessageView, SendInput, SendOutput } from "@causerie/api/schemas";

export type MessagePage = {
  items: MessageView[];
  nextCursor: string | null;
  /** The other answers that stand side by side with the newest. */
  beside?: MessageView[];
};

/** Ids of an answer that was asked for. */
export type Answering = { assistantMessageId: string; runId: string };

export type WatchHandlers = {
  /** The stream is open: all that happens from now on arrives. */
  onOpen(): void;
  onEvent(event: LiveEvent, id: string | null): void;
  /** The network went away; the connection tries again by itself. */
  onLost(): void;
  /** It ended and will not come back by itself. */
  onEnd(error: unknown): void;
};

/** What the chat asks of the server. The app passes tRPC; tests pass their own. */
export type ChatApi = {
  conversation(id: string): Promise<ConversationView>;
  /** A page of the branch through `branchOf`, or without it of the one that the person was on last. */
  messages(input: { conversationId: string; branchOf?: string; cursor: string | null }): Promise<MessagePage>;
  send(input: SendInput): Promise<SendOutput>;
  edit(input: EditInput): Promise<SendOutput>;
  withdraw(userMessageId: string): Promise<{ content: string }>;
  regenerate(input: { messageId: string; model?: string }): Promise<Answering>;
  goOn(messageId: string): Promise<Answering>;
  stop(runId: string): Promise<unknown>;
  /** The person is on the branch through this message from now on, wherever they come back. */
  select(messageId: string): Promise<unknown>;
  keep(messageId: string): Promise<unknown>;
  remove(messageId: string): Promise<{ deletedIds: string[] }>;
  setTyping(input: { conversationId: string; typing: boolean }): Promise<unknown>;
  /** Opens the event stream (null: of the list alone); the returned function closes it. */
  watch(input: { conversationId: string | null; lastEventId: string | null }, handlers: WatchHandlers): () => void;
};
