import type { Db } from "@causerie/db";

export type QueueRow = { queued: number; streaming: number; waitingMessages: number };

export async function readQueue(db: Db): Promise<QueueRow> {
  const rows = await db.$queryRaw<QueueRow[]>`
    select (select count(*)::int from runs where status = 'queued') as queued,
      (select count(*)::int from runs where status = 'streaming') as streaming,
      (select count(*)::int from queued_messages) as "waitingMessages"`;
  return rows[0] ?? { queued: 0, streaming: 0, waitingMessages: 0 };
}
