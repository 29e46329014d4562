import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { answerFromPieces, textOf } from "./answer-text.ts";
import { endRuns, findOrphans, type RunEnd, readLog } from "./journal.repo.ts";

const batchSize = 50;

/**
 * Ends the runs that nobody writes any more (their process was killed) as `interrupted`, with what they had.
 *
 * @param options.exclusive no other process can be writing: the embedded database at its start.
 * @returns the runs that were ended.
 */
export async function recoverRuns(
  deps: { db: Database; clock: Clock; log: Logger },
  options: { exclusive: boolean },
): Promise<{ runId: string; conversationId: string }[]> {
  const { db, clock, log } = deps;
  const recovered: { runId: string; conversationId: string }[] = [];
  for (;;) {
    const batch = await db.asSystem("chat: recover interrupted runs", async (tx) => {
      const now = clock.now();
      const leaseExpiredBefore = options.exclusive ? null : now;
      const orphans = await findOrphans(tx, { leaseExpiredBefore, limit: batchSize });
      const ends: RunEnd[] = [];
      for (const orphan of orphans) {
        const parts = answerFromPieces(await readLog(tx, { runId: orphan.id, from: 0 })).toParts();
        ends.push(interruptedEnd(orphan, parts, now));
      }
      const by = leaseExpiredBefore ? { leaseExpiredBefore } : ("anyone" as const);
      const ended = ends.length ? await endRuns(tx, { by, ends }) : [];
      return { found: orphans.length, ended: ends.filter((end) => ended.includes(end.runId)) };
    });
    recovered.push(...batch.ended.map(({ runId, conversationId }) => ({ runId, conversationId })));
    if (batch.found < batchSize) break;
  }
  if (recovered.length > 0) log.warn({ runs: recovered.length }, "interrupted answers were recovered");
  return recovered;
}

function interruptedEnd(
  orphan: { id: string; userId: string; conversationId: string; messageId: string; createdAt: Date },
  parts: RunEnd["parts"],
  now: Date,
): RunEnd {
  return {
    runId: orphan.id,
    userId: orphan.userId,
    conversationId: orphan.conversationId,
    messageId: orphan.messageId,
    status: "interrupted",
    parts,
    text: textOf(parts),
    answeredBy: null,
    inputTokens: null,
    outputTokens: null,
    reasoningTokens: null,
    costMicros: null,
    firstTokenMs: null,
    durationMs: Math.max(0, now.getTime() - orphan.createdAt.getTime()),
    finishReason: null,
    errorCode: null,
    errorParams: null,
    finishedAt: now,
  };
}
