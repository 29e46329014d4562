import type { Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { MessageView } from "../messages/messages.schema.ts";
import { type AppBus, processTopic, runTopic } from "./conversation-events.ts";
import { readRemote } from "./journal.repo.ts";
import { RemoteRun } from "./remote-run.ts";

/** How often a followed run is looked up in the log, whatever the bus says: the bus may be away, the writer may have died. */
const lookEveryMs = 1_000;
/** How long a writer tells what it writes without being asked again. */
export const tellForMs = 15_000;

export type RemoteRuns = ReturnType<typeof createRemoteRuns>;

/**
 * Follows runs that other processes write. The log in the database is the truth; what their writers tell over the bus comes
 * sooner. One look-up a second for each followed run, however many watch it here.
 */
export function createRemoteRuns(deps: { db: Database; bus: AppBus; clock: Clock; log: Logger }) {
  const { db, bus, clock, log } = deps;
  const followed = new Map<string, Followed>();

  class Followed {
    readonly run: RemoteRun;
    readonly listeners = new Set<() => void>();
    #ownerId: string | null = null;
    #askedAt = Number.NEGATIVE_INFINITY;
    #looking: Promise<void> | null = null;
    #lookAgain = false;
    #leave: (() => void) | null = null;
    #timer: NodeJS.Timeout | undefined;

    constructor(run: RemoteRun) {
      this.run = run;
    }

    async begin(): Promise<void> {
      this.#leave = await bus.subscribe(
        runTopic(this.run.ids.runId),
        (message) => {
          if (message.kind === "pieces") this.#take(message.pieces);
          if (message.kind === "ended") void this.look();
        },
        () => void this.look(),
      );
      this.#timer = setInterval(() => void this.look(), lookEveryMs);
      this.#timer.unref();
      await this.look();
    }

    end(): void {
      clearInterval(this.#timer);
      this.#leave?.();
    }

    /** Reads what the log has; one look at a time, and one more when something came meanwhile. */
    look(): Promise<void> {
      if (this.#looking) this.#lookAgain = true;
      this.#looking ??= this.#lookNow()
        .catch((error: unknown) => log.warn({ err: error, runId: this.run.ids.runId }, "a run could not be followed"))
        .finally(() => {
          this.#looking = null;
          if (!this.#lookAgain) return;
          this.#lookAgain = false;
          void this.look();
        });
      return this.#looking;
    }

    async #lookNow(): Promise<void> {
      const { run } = this;
      const { runId } = run.ids;
      if (run.ended) return;
      const state = await db.asSystem("chat: follow a run of another process", (tx) =>
        readRemote(tx, { runId, from: run.length }),
      );
      if (!state?.active) {
        run.ended = true;
        this.#tell();
        return;
      }
      if (this.#ownerId !== null && this.#ownerId !== state.ownerId) {
        // Another process has begun it again: what was heard of the first attempt is void.
        run.ended = true;
        this.#tell();
        return;
      }
      this.#ownerId = state.ownerId;
      const now = clock.monotonic();
      if (state.ownerId && now - this.#askedAt > tellForMs / 2) {
        this.#askedAt = now;
        bus.publish(processTopic(state.ownerId), { kind: "follow", runId });
      }
      this.#take(state.pieces);
    }

    #take(pieces: Parameters<RemoteRun["take"]>[0]): void {
      const before = this.run.length;
      if (!this.run.take(pieces)) void this.look();
      if (this.run.length > before) this.#tell();
    }

    #tell(): void {
      for (const listener of this.listeners) listener();
    }
  }

  return {
    /**
     * Follows the run that writes `message`; `listener` is called when it wrote something or has ended.
     *
     * @returns the run, up to date with the log, and what ends following it.
     */
    async follow(message: MessageView, listener: () => void): Promise<{ run: RemoteRun; leave(): void }> {
      const runId = message.run?.id ?? "";
      let entry = followed.get(runId);
      if (!entry || entry.run.ended) {
        entry = new Followed(new RemoteRun(runId, message));
        followed.set(runId, entry);
        entry.listeners.add(listener);
        await entry.begin();
      }
      const own = () => listener();
      entry.listeners.delete(listener);
      entry.listeners.add(own);
      const joined = entry;
      return {
        run: joined.run,
        leave() {
          joined.listeners.delete(own);
          if (joined.listeners.size > 0) return;
          joined.end();
          if (followed.get(runId) === joined) followed.delete(runId);
        },
      };
    },
  };
}
