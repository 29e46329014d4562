import type { Clock } from "@causerie/core";
import type { ActiveRun } from "./active-run.ts";
import { type AppBus, runTopic } from "./conversation-events.ts";

/** How long what a run writes is gathered before other processes are told: a message each, not one for each word. */
const gatherMs = 40;

/**
 * Tells other processes what runs of this one write, as long as one of them asks for it. What they are not told they read
 * in the log.
 */
export function createTeller(deps: { bus: AppBus; clock: Clock }) {
  const { bus, clock } = deps;
  const waiting = new Set<ActiveRun>();

  function flush(run: ActiveRun): void {
    waiting.delete(run);
    const pieces = run.answer.readFrom(run.toldLength);
    run.toldLength = run.answer.length;
    if (pieces.length > 0) bus.publish(runTopic(run.ids.runId), { kind: "pieces", pieces });
  }

  return {
    progressed(run: ActiveRun): void {
      if (run.followedUntil < clock.monotonic() || waiting.has(run)) return;
      waiting.add(run);
      setTimeout(() => flush(run), gatherMs).unref();
    },
    /** From what the log holds on: whoever follows has read that far. */
    tell(run: ActiveRun, until: number): void {
      if (run.followedUntil < clock.monotonic()) run.toldLength = run.loggedLength;
      run.followedUntil = until;
      this.progressed(run);
    },
  };
}
