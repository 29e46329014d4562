/** The conversation that a path is about; null: a new one, or another page. */
export function conversationIdOf(pathname: string): string | null {
  return /^\/c\/([^/]+)\/?$/.exec(pathname)?.[1] ?? null;
}

/** The name under which an address says which message it leads to. */
export const messageParameter = "message";

/** The address of a conversation, and of one message in it; null: of a new conversation. */
export function pathOf(conversationId: string | null, messageId?: string): string {
  if (conversationId === null) return "/";
  return messageId ? `/c/${conversationId}?${messageParameter}=${messageId}` : `/c/${conversationId}`;
}
