import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { answerFromPieces, textOf } from "./answer-text.ts";
import { findTexts } from "./chat.repo.ts";
import { recompose } from "./compose.ts";
import { type AppBus, runTopic } from "./conversation-events.ts";
import { endRuns, findOrphans, type Orphan, type RunEnd, readLog, takeOver } from "./journal.repo.ts";
import { leaseMs } from "./lease.ts";
import { answerView } from "./new-messages.ts";
import type { RunStart } from "./run-engine.ts";

const batchSize = 50;
/** How often a run is begun whose process died before a word had come. */
const maxAttempts = 2;
/** A question that waited longer than this is not asked again by itself: its author has moved on. */
const freshMs = 10 * 60_000;

export type Recovered = { interrupted: { runId: string; conversationId: string }[]; restarted: RunStart[] };

/**
 * Takes up the runs that nobody writes any more, because their process was killed: one that had not said a word is begun
 * again, by this process; the others end as `interrupted`, with what they had.
 *
 * @param options.exclusive no other process can be writing: the embedded database at its start.
 * @returns what was ended, and what the caller is to start.
 */
export async function recoverRuns(
  deps: { db: Database; clock: Clock; log: Logger; bus: AppBus; processId: string },
  options: { exclusive: boolean },
): Promise<Recovered> {
  const { db, clock, log, bus, processId } = deps;
  const recovered: Recovered = { interrupted: [], restarted: [] };
  for (;;) {
    const batch = await db.asSystem("chat: recover interrupted runs", async (tx) => {
      const now = clock.now();
      const { exclusive } = options;
      const orphans = await findOrphans(tx, { exclusive, processId, limit: batchSize });
      const ends: RunEnd[] = [];
      const again: Orphan[] = [];
      for (const orphan of orphans) {
        const pieces = await readLog(tx, { runId: orphan.id, from: 0 });
        if (pieces.length === 0 && canBeginAgain(orphan, now)) again.push(orphan);
        else ends.push(interruptedEnd(orphan, answerFromPieces(pieces, orphan.message.parts).toParts(), now));
      }
      const by = exclusive ? ("anyone" as const) : ("lease expired" as const);
      const ended = ends.length ? await endRuns(tx, { by, ends }) : [];
      const runIds = again.map((orphan) => orphan.id);
      const taken = runIds.length ? await takeOver(tx, { runIds, ownerId: processId, leaseMs, exclusive }) : [];
      const restarted: RunStart[] = [];
      for (const orphan of again.filter(({ id }) => taken.includes(id))) {
        const { conversationId, request } = orphan;
        const texts = await findTexts(tx, { conversationId, ids: request?.messageIds ?? [] });
        restarted.push(restartOf(orphan, texts));
      }
      const endedIds = new Set(ended.map(({ id }) => id));
      return { found: orphans.length, ended: ends.filter(({ runId }) => endedIds.has(runId)), restarted };
    });
    recovered.interrupted.push(...batch.ended.map(({ runId, conversationId }) => ({ runId, conversationId })));
    recovered.restarted.push(...batch.restarted);
    for (const { runId } of batch.ended) bus.publish(runTopic(runId), { kind: "ended" });
    if (batch.found < batchSize) break;
  }
  const { interrupted, restarted } = recovered;
  if (interrupted.length + restarted.length > 0) {
    log.warn({ interrupted: interrupted.length, restarted: restarted.length }, "interrupted answers were recovered");
  }
  return recovered;
}

function canBeginAgain(orphan: Orphan, now: Date): boolean {
  return (
    orphan.attempts < maxAttempts &&
    !orphan.stopRequested &&
    orphan.askerId !== null &&
    orphan.request !== null &&
    now.getTime() - orphan.createdAt.getTime() < freshMs
  );
}

function restartOf(orphan: Orphan, texts: Parameters<typeof recompose>[1]): RunStart {
  const { id: runId, userId, conversationId, messageId, askerId, model, message, request } = orphan;
  return {
    ids: { runId, userId, conversationId, messageId, askerId: askerId ?? userId },
    view: answerView({ messageId, conversationId, runId, model, ...message }),
    request: { model, messages: request ? recompose(request, texts).messages : [] },
    // The first of its conversation: it still is to be named by it.
    firstQuestion: texts.length === 1 ? (texts[0]?.text ?? null) : null,
  };
}

function interruptedEnd(orphan: Orphan, parts: RunEnd["parts"], now: Date): RunEnd {
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
