import { randomUUID } from "node:crypto";
import type { Bus } from "./bus.ts";
import { createGapBeat } from "./gap-beat.ts";
import { createLocalTopics } from "./local-topics.ts";
import { createOutbox } from "./outbox.ts";
import { parseWire } from "./parse-wire.ts";
import { keepRedis, type OnConnection, type RedisClient } from "./redis-connection.ts";

/** Who sent it, and what; without a message it says that one of the topic was lost. */
type Wire<Message> = [sender: string, message?: Message];

/**
 * A bus over Redis: a channel for each topic, one connection to publish and one to listen, both made again for ever.
 *
 * Listeners of the publishing process hear at once, without Redis. Resolves after the first attempt to connect; with Redis
 * away the bus works within this process, and says so to its listeners as a gap.
 *
 * @param options.prefix sets the channels of one installation apart from others on the same Redis.
 * @param options.onConnection is told when the listening connection comes and goes, and of each attempt that failed.
 */
export async function createRedisBus<Message>(options: {
  url: string;
  prefix?: string;
  onConnection?: OnConnection;
}): Promise<Bus<Message>> {
  const { url, prefix = "causerie:bus:", onConnection } = options;
  const self = randomUUID();
  const topics = createLocalTopics<Message>();
  const gaps = createGapBeat(() => topics.gap());
  /** The listening connection while it can be used, also while it takes up the topics again. */
  let listening: RedisClient | null = null;
  const opening = new Map<string, Promise<void>>();

  function onMessage(text: string, channel: string): void {
    const topic = channel.slice(prefix.length);
    const wire = parseWire<Wire<Message>>(text);
    if (wire?.[0] === self) return;
    if (wire?.[1] === undefined) topics.gap(topic);
    else topics.deliver(topic, wire[1]);
  }

  const subscriber = keepRedis({
    url,
    onConnection,
    async prepare(client) {
      // From here on new topics subscribe by themselves: none may fall between the list and the moment it is up.
      listening = client;
      const channels = topics.names().map((topic) => prefix + topic);
      if (channels.length > 0) await client.subscribe(channels, onMessage);
    },
    onUp: () => gaps.back(),
    onDown() {
      listening = null;
      opening.clear();
      gaps.lost();
    },
  });

  const publisher = keepRedis({ url, onUp: () => outbox.resume() });
  const outbox = createOutbox<Message>({
    isUp: () => publisher.current !== null,
    async send(letters) {
      const client = publisher.current?.client;
      if (!client) throw new Error("Redis is not connected");
      await Promise.all(
        letters.map((letter) => {
          const wire: Wire<Message> = letter.message === undefined ? [self] : [self, letter.message];
          return client.publish(prefix + letter.topic, JSON.stringify(wire));
        }),
      );
    },
  });
  await Promise.all([subscriber.attempted, publisher.attempted]);

  async function open(topic: string): Promise<void> {
    const client = listening;
    try {
      await client?.subscribe(prefix + topic, onMessage);
    } catch (error) {
      // Deaf on a connection that is up would be worse than none: the next one subscribes to everything.
      if (listening === client) subscriber.drop(error instanceof Error ? error.message : String(error));
    }
  }

  return {
    publish(topic, message) {
      topics.deliver(topic, message);
      outbox.post(topic, message);
    },
    async subscribe(topic, listener, onGap) {
      const isFirst = topics.count(topic) === 0;
      const leave = topics.add(topic, listener, onGap);
      if (isFirst) opening.set(topic, open(topic));
      await opening.get(topic);
      return () => {
        leave();
        if (topics.count(topic) > 0) return;
        opening.delete(topic);
        listening?.unsubscribe(prefix + topic, onMessage).catch(() => undefined);
      };
    },
    listenerCount: (topic) => topics.count(topic),
    async close() {
      topics.clear();
      gaps.close();
      await outbox.close();
      await Promise.all([publisher.close(), subscriber.close()]);
    },
  };
}
