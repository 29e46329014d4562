/** What a listener does with a message; it must not throw and should return at once. */
export type BusListener<Message> = (message: Message) => void;

/**
 * Publish/subscribe between the parts of one server, and between servers.
 *
 * Delivery is at most once and in order per publisher and topic. It is a nudge, not a log: a listener that must not miss
 * anything reads the truth from the database after it has subscribed, and again whenever it is told of a gap.
 */
export type Bus<Message> = {
  /** Hands `message` to everyone who listens on `topic` at this moment. Never throws; never waits for listeners. */
  publish(topic: string, message: Message): void;
  /**
   * Listens on `topic` until the returned function is called. When the promise resolves, every later message arrives, or
   * `onGap` is called.
   *
   * @param onGap is called when messages may have been lost for this listener: while the connection to the other processes
   *   is down about every two seconds, and once more when it is back.
   */
  subscribe(topic: string, listener: BusListener<Message>, onGap?: () => void): Promise<() => void>;
  /** How many listen on `topic` in this process. */
  listenerCount(topic: string): number;
  close(): Promise<void>;
};
