import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import { type UsageRow, writeUsage } from "../model-calls/model-calls.ts";
import type { ActiveRun } from "./active-run.ts";
import * as repo from "./journal.repo.ts";
import { leaseMs } from "./lease.ts";

/** How long what was shown may be unwritten. The promise is a second; half of it is left for a slow disk. */
const appendEveryMs = 400;
const renewEveryMs = 6_000;
/** How long an end waits for others to end with it, while others are being written: fewer, larger batches. */
const gatherMs = 5;
/** So many accounts make a batch of their own: on the embedded database a large one holds up whoever streams. */
const usageBatch = 24;
const retryAfterMs = { first: 100, most: 5_000 };

export type Journal = {
  /** The run wrote something; within `appendEveryMs` it stands in its log. */
  progressed(run: ActiveRun): void;
  /**
   * Ends the run: resolves once that is committed, with whether messages of its conversation wait. Null: the run was not this
   * process's any more (taken over, or deleted with its conversation), and nothing was written.
   */
  end(run: ActiveRun, end: repo.RunEnd): Promise<{ waiting: boolean } | null>;
  /** Records a model call; committed with the next batch. */
  usage(row: UsageRow): void;
  /** Keeps the lease of a run that has nothing to write yet. */
  track(run: ActiveRun): void;
  /** Forgets a run that was given up. */
  untrack(run: ActiveRun): void;
  /** Resolves when all that was handed in is committed. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

type PendingEnd = { end: repo.RunEnd; resolve(written: { waiting: boolean } | null): void };

/**
 * The one writer of all runs of a process.
 *
 * Writes go out in batches, one at a time: what comes while a batch is under way waits for the next (group commit). An
 * end asks for a batch at once, or a few milliseconds later when other answers are being written; progress waits for the
 * tick. So one short answer ends without delay, and a thousand cost a few statements.
 */
export function createJournal(deps: { db: Database; clock: Clock; log: Logger; ownerId: string }): Journal {
  const { db, clock, log, ownerId } = deps;
  const tracked = new Set<ActiveRun>();
  const dirty = new Set<ActiveRun>();
  let ends: PendingEnd[] = [];
  let usage: UsageRow[] = [];
  let writing: Promise<void> | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let timerDueAt = 0;
  let closed = false;

  function schedule(delayMs: number): void {
    const dueAt = clock.monotonic() + delayMs;
    if (closed || (timer && timerDueAt <= dueAt)) return;
    if (timer) clearTimeout(timer);
    timerDueAt = dueAt;
    timer = setTimeout(() => {
      timer = null;
      void write();
    }, delayMs);
  }

  function runsToAppend(): ActiveRun[] {
    const now = clock.monotonic();
    return [...tracked].filter((run) => dirty.has(run) || now - run.renewedAt >= renewEveryMs);
  }

  async function writeBatch(): Promise<void> {
    const batchEnds = ends;
    const batchUsage = usage.splice(0, usageBatch);
    const runs = runsToAppend();
    ends = [];
    const lengths = new Map(runs.map((run) => [run, run.answer.length]));
    const pieces = runs.flatMap((run) =>
      run.answer.readFrom(run.loggedLength).map((piece) => ({ ...piece, runId: run.ids.runId })),
    );
    for (const run of runs) dirty.delete(run);
    try {
      const { alive, ended } = await db.asSystem("chat: write answers", async (tx) => ({
        alive: runs.length
          ? await repo.appendPieces(tx, {
              ownerId,
              leaseMs,
              runIds: runs.map((run) => run.ids.runId),
              pieces,
            })
          : [],
        ended: batchEnds.length
          ? await repo.endRuns(tx, { by: { owner: ownerId }, ends: batchEnds.map(({ end }) => end) })
          : [],
        usage: await writeUsage(tx, batchUsage),
      }));
      failures = 0;
      const now = clock.monotonic();
      const stillOurs = new Map(alive.map((each) => [each.id, each]));
      for (const [run, length] of lengths) {
        run.loggedLength = length;
        run.renewedAt = now;
        const ours = stillOurs.get(run.ids.runId);
        // Taken over, or deleted with its conversation: what it would still write is refused, so it need not go on.
        if (!ours && tracked.has(run)) run.cancel("abandon");
        if (ours?.stopRequested) run.cancel("stop");
      }
      const written = new Map(ended.map((each) => [each.id, each]));
      for (const { end, resolve } of batchEnds) resolve(written.get(end.runId) ?? null);
    } catch (error) {
      // Nothing of the batch is committed: all of it goes out again, in the same order.
      failures++;
      ends = [...batchEnds, ...ends];
      usage = [...batchUsage, ...usage];
      for (const run of runs) if (tracked.has(run)) dirty.add(run);
      log.error({ err: error, failures, runs: runs.length, ends: batchEnds.length }, "answers could not be written");
    }
  }

  async function write(): Promise<void> {
    if (writing) return writing;
    writing = writeBatch();
    await writing;
    writing = null;
    if (failures > 0) schedule(Math.min(retryAfterMs.most, retryAfterMs.first * 2 ** Math.min(failures, 10)));
    else if (ends.length > 0 || usage.length >= usageBatch) schedule(0);
    else if (dirty.size > 0 || usage.length > 0) schedule(appendEveryMs);
  }

  const renewal = setInterval(() => {
    if (runsToAppend().length > 0) schedule(0);
  }, renewEveryMs / 2);
  renewal.unref();

  return {
    progressed(run) {
      dirty.add(run);
      schedule(appendEveryMs);
    },
    end(run, end) {
      tracked.delete(run);
      dirty.delete(run);
      return new Promise((resolve) => {
        ends.push({ end, resolve });
        // After a failure the next attempt's time is set already.
        if (failures === 0) schedule(tracked.size > 0 ? gatherMs : 0);
      });
    },
    usage(row) {
      usage.push(row);
      schedule(usage.length >= usageBatch && failures === 0 ? 0 : appendEveryMs);
    },
    track(run) {
      tracked.add(run);
    },
    untrack(run) {
      tracked.delete(run);
      dirty.delete(run);
    },
    async settled() {
      while (writing || ends.length > 0 || usage.length > 0 || dirty.size > 0) await write();
    },
    async close() {
      clearInterval(renewal);
      // A database that does not come back must not keep the process from ending: one last attempt.
      await (writing ?? Promise.resolve());
      if (ends.length > 0 || usage.length > 0 || dirty.size > 0) await writeBatch();
      while (failures === 0 && usage.length > 0) await writeBatch();
      closed = true;
      if (timer) clearTimeout(timer);
    },
  };
}
