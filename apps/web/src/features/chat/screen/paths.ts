/** The conversation that a path is about; null: a new one, or another page. */
export function conversationIdOf(pathname: string): string | null {
  return /^\/c\/([^/]+)\/?$/.exec(pathname)?.[1] ?? null;
}

export function pathOf(conversationId: string | null): string {
  return conversationId === null ? "/" : `/c/${conversationId}`;
}
