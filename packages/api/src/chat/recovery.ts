import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database, Db } from "@causerie/db";
import { estimateTokens, type Prices } from "@causerie/llm";
import {
  callIdOf,
  type Settled,
  settle,
  type UsageRow,
  unsaid,
  usageRow,
  writeUsage,
} from "../model-calls/model-calls.ts";
import { answerFromPieces, textOf } from "./answer-text.ts";
import { findTexts } from "./chat.repo.ts";
import { recompose } from "./compose.ts";
import { type AppBus, runTopic } from "./conversation-events.ts";
import {
  endRuns,
  findModelsOfUnfinished,
  findOrphans,
  type Orphan,
  type RunEnd,
  readLog,
  takeOver,
} from "./journal.repo.ts";
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
  deps: {
    db: Database;
    clock: Clock;
    log: Logger;
    bus: AppBus;
    processId: string;
    /** What a model costs; null when that is not known. */
    priceOf(model: string): Promise<Prices | null>;
  },
  options: { exclusive: boolean },
): Promise<Recovered> {
  const { db, clock, log, bus, processId, priceOf } = deps;
  const recovered: Recovered = { interrupted: [], restarted: [] };
  // Before the transaction: a catalogue may have to be fetched.
  const prices = new Map<string, Prices | null>();
  for (const model of await db.asSystem("chat: models of unfinished runs", findModelsOfUnfinished)) {
    prices.set(model, await priceOf(model));
  }
  for (;;) {
    const batch = await db.asSystem("chat: recover interrupted runs", async (tx) => {
      const now = clock.now();
      const { exclusive } = options;
      const orphans = await findOrphans(tx, { exclusive, processId, limit: batchSize });
      const ends: RunEnd[] = [];
      const again: Orphan[] = [];
      const settled = new Map<string, UsageRow>();
      for (const orphan of orphans) {
        const pieces = await readLog(tx, { runId: orphan.id, from: 0 });
        const texts = await textsOf(tx, orphan, pieces.length > 0);
        const spent = spentBy(orphan, { pieces, texts, prices: prices.get(orphan.model) ?? null });
        settled.set(orphan.id, lostCall(orphan, spent, now));
        if (pieces.length === 0 && canBeginAgain(orphan, now)) again.push(orphan);
        else {
          const parts = answerFromPieces(pieces, orphan.message.parts).toParts();
          ends.push({ ...interruptedEnd(orphan, parts, now), costMicros: spent.costMicros });
        }
      }
      const by = exclusive ? ("anyone" as const) : ("lease expired" as const);
      const ended = ends.length ? await endRuns(tx, { by, ends }) : [];
      const runIds = again.map((orphan) => orphan.id);
      const taken = runIds.length ? await takeOver(tx, { runIds, ownerId: processId, leaseMs, exclusive }) : [];
      const restarted: RunStart[] = [];
      for (const orphan of again.filter(({ id }) => taken.includes(id))) {
        restarted.push(restartOf(orphan, await textsOf(tx, orphan, true)));
      }
      // Of those that this process got, and of no others: their own would be refused as settled.
      const got = [...ended.map(({ id }) => id), ...taken].flatMap((id) => settled.get(id) ?? []);
      await writeUsage(tx, got);
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

type Texts = Awaited<ReturnType<typeof findTexts>>;

/** The messages that were sent for a run. */
async function textsOf(tx: Db, orphan: Orphan, wanted: boolean): Promise<Texts> {
  const { conversationId, request } = orphan;
  return wanted ? findTexts(tx, { conversationId, ids: request?.messageIds ?? [] }) : [];
}

/** What the attempt that broke off used, by what was sent and what its log has; nothing when it had not said a word. */
function spentBy(
  orphan: Orphan,
  known: { pieces: readonly { text: string }[]; texts: Texts; prices: Prices | null },
): Settled {
  const { pieces, texts, prices } = known;
  const sent = () => (orphan.request ? recompose(orphan.request, texts).messages : []);
  return settle(unsaid, {
    prices,
    inputTokens: () => sent().reduce((sum, { text }) => sum + estimateTokens(text), 0),
    streamedTokens: estimateTokens(pieces.map(({ text }) => text).join("")),
  });
}

function lostCall(orphan: Orphan, spent: Settled, at: Date): UsageRow {
  const { id: runId, userId, keyId, conversationId, model, provider, attempts } = orphan;
  const origin = { callId: callIdOf(runId, attempts), purpose: "chat" as const, keyId, conversationId, runId };
  const durationMs = Math.max(0, at.getTime() - orphan.createdAt.getTime());
  return usageRow({ ...origin, userId: orphan.askerId ?? userId, model, provider }, spent, { durationMs, at });
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

function restartOf(orphan: Orphan, texts: Texts): RunStart {
  const { id: runId, userId, conversationId, messageId, keyId, model, message, request } = orphan;
  const askerId = orphan.askerId ?? userId;
  const callId = callIdOf(runId, orphan.attempts + 1);
  return {
    ids: { runId, userId, conversationId, messageId, askerId, keyId },
    origin: { callId, purpose: "chat", userId: askerId, keyId, conversationId, runId },
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
