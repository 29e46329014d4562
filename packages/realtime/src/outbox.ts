/** What goes to the other processes; without a message it says that one of the topic was lost. */
export type Letter<Message> = { topic: string; message?: Message };

/** How many messages wait while others are under way; what comes beyond them counts as lost. */
const maxWaiting = 10_000;
const retryMs = 1_000;

/**
 * Sends what one process publishes to the others: all of one tick together, one batch at a time, in order.
 *
 * What can't be sent is not tried again, because it would come late and out of order: the others are told, as soon as that is
 * possible, on which topics they missed something.
 *
 * @param options.isUp whether sending can succeed at this moment.
 * @param options.send rejects when nothing, or not all, was sent.
 */
export function createOutbox<Message>(options: {
  isUp(): boolean;
  send(letters: readonly Letter<Message>[]): Promise<void>;
}) {
  let waiting: Letter<Message>[] = [];
  let lost = new Set<string>();
  let sending: Promise<void> | null = null;
  let scheduled = false;

  function giveUp(letters: readonly Letter<Message>[]): void {
    for (const { topic } of letters) lost.add(topic);
  }

  async function sendAll(): Promise<void> {
    while (options.isUp() && waiting.length + lost.size > 0) {
      const letters = [...[...lost].map((topic) => ({ topic })), ...waiting];
      waiting = [];
      lost = new Set();
      try {
        await options.send(letters);
      } catch {
        giveUp(letters);
        setTimeout(flush, retryMs).unref();
        break;
      }
    }
    // With the connection down, what came meanwhile is lost too.
    giveUp(waiting);
    waiting = [];
  }

  function flush(): void {
    scheduled = false;
    sending ??= sendAll().finally(() => {
      sending = null;
    });
  }

  return {
    post(topic: string, message: Message): void {
      if (waiting.length >= maxWaiting || !options.isUp()) lost.add(topic);
      else waiting.push({ topic, message });
      if (scheduled || sending || !options.isUp()) return;
      scheduled = true;
      setImmediate(flush);
    },
    /** The connection is back: says what was lost meanwhile. */
    resume: flush,
    /** Sends what still waits. */
    async close(): Promise<void> {
      flush();
      await sending;
    },
  };
}
