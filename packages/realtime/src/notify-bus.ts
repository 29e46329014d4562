import { randomUUID } from "node:crypto";
import type { Bus } from "./bus.ts";
import { createGapBeat } from "./gap-beat.ts";
import { createLocalTopics } from "./local-topics.ts";
import { type NotifyWire, packLetters } from "./notify-packing.ts";
import { createOutbox } from "./outbox.ts";
import { parseWire } from "./parse-wire.ts";

/** What PostgreSQL's LISTEN and NOTIFY do, for whoever has a connection to it. */
export type NotifyTransport = {
  /** Sends each payload (below 8,000 bytes, no two alike) to every process, this one too; rejects while it can't. */
  notify(payloads: readonly string[]): Promise<void>;
  /** Hears payloads until `close`, on a connection that is made again for ever; resolves after the first attempt. */
  listen(on: { payload(text: string): void; up(): void; down(): void }): Promise<void>;
  close(): Promise<void>;
};

/**
 * A bus over a PostgreSQL server, for several processes without Redis.
 *
 * Every process hears every message and drops what nobody here listens to; that is little work, but it grows with all
 * processes together, and each commit of a notification waits for the others': past some thousand messages a second, Redis.
 */
export async function createNotifyBus<Message>(options: { transport: NotifyTransport }): Promise<Bus<Message>> {
  const { transport } = options;
  const self = randomUUID();
  let sent = 0;
  let isUp = false;
  const topics = createLocalTopics<Message>();
  const gaps = createGapBeat(() => topics.gap());
  const outbox = createOutbox<Message>({
    isUp: () => isUp,
    send: (letters) => transport.notify(packLetters(letters, { sender: self, next: () => ++sent })),
  });

  await transport.listen({
    payload(text) {
      const wire = parseWire<NotifyWire<Message>>(text);
      if (!wire || wire[0] === self) return;
      for (const [topic, message] of wire[2]) {
        if (message === undefined) topics.gap(topic);
        else topics.deliver(topic, message);
      }
    },
    up() {
      isUp = true;
      gaps.back();
      outbox.resume();
    },
    down() {
      isUp = false;
      gaps.lost();
    },
  });

  return {
    publish(topic, message) {
      topics.deliver(topic, message);
      outbox.post(topic, message);
    },
    subscribe: async (topic, listener, onGap) => topics.add(topic, listener, onGap),
    listenerCount: (topic) => topics.count(topic),
    async close() {
      topics.clear();
      gaps.close();
      await outbox.close();
      await transport.close();
    },
  };
}
