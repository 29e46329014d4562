import type { Bus } from "./bus.ts";

/**
 * A part of a bus for one kind of message: its topics begin with `name`, so that nobody else's messages come.
 *
 * Closing it closes nothing: the bus belongs to who made it.
 */
export function busPart<Part, Whole = unknown>(whole: Bus<Whole>, name: string): Bus<Part> {
  // No other part and nobody on the whole uses these topics, so that what comes on them is a Part.
  const bus = whole as unknown as Bus<Part>;
  const topicOf = (topic: string) => `${name}:${topic}`;
  return {
    publish: (topic, message) => bus.publish(topicOf(topic), message),
    subscribe: (topic, listener, onGap) => bus.subscribe(topicOf(topic), listener, onGap),
    listenerCount: (topic) => bus.listenerCount(topicOf(topic)),
    close: async () => undefined,
  };
}
