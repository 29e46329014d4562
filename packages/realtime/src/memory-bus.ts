import type { Bus } from "./bus.ts";
import { createLocalTopics } from "./local-topics.ts";

/** A bus within one process; it never has gaps. */
export function createMemoryBus<Message>(): Bus<Message> {
  const topics = createLocalTopics<Message>();
  return {
    publish: (topic, message) => topics.deliver(topic, message),
    subscribe: async (topic, listener, onGap) => topics.add(topic, listener, onGap),
    listenerCount: (topic) => topics.count(topic),
    close: async () => topics.clear(),
  };
}
