/** Tells those who watch a conversation in this process that a run wrote something. What it wrote they read themselves. */
export function createProgress() {
  const listeners = new Map<string, Set<() => void>>();
  return {
    tell(conversationId: string): void {
      for (const listener of listeners.get(conversationId) ?? []) listener();
    },
    listen(conversationId: string, listener: () => void): () => void {
      const own = () => listener();
      const here = listeners.get(conversationId) ?? new Set();
      listeners.set(conversationId, here.add(own));
      return () => {
        here.delete(own);
        if (here.size === 0 && listeners.get(conversationId) === here) listeners.delete(conversationId);
      };
    },
  };
}
