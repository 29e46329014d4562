import type { Bus, BusListener } from "./bus.ts";

/** A bus within one process. Listeners of one topic hear a message in the order in which they subscribed. */
export function createMemoryBus<Message>(): Bus<Message> {
  const topics = new Map<string, Set<BusListener<Message>>>();
  return {
    publish(topic, message) {
      const listeners = topics.get(topic);
      if (!listeners) return;
      // A copy: a listener may unsubscribe, itself or another, while it is called.
      for (const listener of [...listeners]) listener(message);
    },
    async subscribe(topic, listener) {
      // A listener of its own, so that the same function can be subscribed twice.
      const own: BusListener<Message> = (message) => listener(message);
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners.add(own));
      return () => {
        listeners.delete(own);
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
      };
    },
    listenerCount: (topic) => topics.get(topic)?.size ?? 0,
    async close() {
      topics.clear();
    },
  };
}
