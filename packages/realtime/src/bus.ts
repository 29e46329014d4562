/** What a listener does with a message; it must not throw and should return at once. */
export type BusListener<Message> = (message: Message) => void;

/**
 * Publish/subscribe between the parts of one server, and between servers.
 *
 * Delivery is at most once and in order per publisher and topic. It is a nudge, not a log: a listener that must not miss
 * anything reads the truth from the database after it has subscribed.
 */
export type Bus<Message> = {
  /** Hands `message` to everyone who listens on `topic` at this moment. Never rejects; never waits for listeners. */
  publish(topic: string, message: Message): void;
  /**
   * Listens on `topic` until the returned function is called. When the promise resolves, every later message arrives.
   */
  subscribe(topic: string, listener: BusListener<Message>): Promise<() => void>;
  /** How many listen on `topic` in this process. */
  listenerCount(topic: string): number;
  close(): Promise<void>;
};
