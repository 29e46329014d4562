import type { BusListener } from "./bus.ts";

type Entry<Message> = { listener: BusListener<Message>; onGap: (() => void) | undefined };

/** Who listens in this process, by topic. */
export type LocalTopics<Message> = {
  /** The returned function removes this listener alone, also where the same function listens twice. */
  add(topic: string, listener: BusListener<Message>, onGap: (() => void) | undefined): () => void;
  deliver(topic: string, message: Message): void;
  /** Tells those who listen on `topic`, or everyone, that something may have been lost. */
  gap(topic?: string): void;
  count(topic: string): number;
  names(): string[];
  clear(): void;
};

/** Listeners of one topic hear a message in the order in which they subscribed. */
export function createLocalTopics<Message>(): LocalTopics<Message> {
  const topics = new Map<string, Set<Entry<Message>>>();

  /** Over a copy, because a listener may remove itself or another; who was removed meanwhile hears nothing more. */
  function each(entries: ReadonlySet<Entry<Message>> | undefined, tell: (entry: Entry<Message>) => void): void {
    for (const entry of [...(entries ?? [])]) if (entries?.has(entry)) tell(entry);
  }

  return {
    add(topic, listener, onGap) {
      const entry = { listener, onGap };
      const entries = topics.get(topic) ?? new Set();
      topics.set(topic, entries.add(entry));
      return () => {
        entries.delete(entry);
        if (entries.size === 0 && topics.get(topic) === entries) topics.delete(topic);
      };
    },
    deliver: (topic, message) => each(topics.get(topic), ({ listener }) => listener(message)),
    gap(topic) {
      for (const name of topic === undefined ? [...topics.keys()] : [topic]) {
        each(topics.get(name), ({ onGap }) => onGap?.());
      }
    },
    count: (topic) => topics.get(topic)?.size ?? 0,
    names: () => [...topics.keys()],
    clear: () => topics.clear(),
  };
}
