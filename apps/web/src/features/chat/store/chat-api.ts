import type { ChatEvent, ConversationView, MessageView, SendInput, SendOutput } from "@causerie/api/schemas";

export type MessagePage = { items: MessageView[]; nextCursor: string | null };

export type WatchHandlers = {
  /** The stream is open: all that happens from now on arrives. */
  onOpen(): void;
  onEvent(event: ChatEvent, id: string | null): void;
  /** The network went away; the connection tries again by itself. */
  onLost(): void;
  /** It ended and will not come back by itself. */
  onEnd(error: unknown): void;
};

/** What the chat asks of the server. The app passes tRPC; tests pass their own. */
export type ChatApi = {
  conversation(id: string): Promise<ConversationView>;
  messages(input: { conversationId: string; cursor: string | null }): Promise<MessagePage>;
  send(input: SendInput): Promise<SendOutput>;
  regenerate(input: { messageId: string; model?: string }): Promise<{ assistantMessageId: string; runId: string }>;
  stop(runId: string): Promise<unknown>;
  /** Opens the event stream; the returned function closes it. */
  watch(input: { conversationId: string; lastEventId: string | null }, handlers: WatchHandlers): () => void;
};
