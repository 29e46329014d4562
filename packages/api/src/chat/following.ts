import type { MessageView } from "../messages/messages.schema.ts";
import type { BusMessage } from "./conversation-events.ts";
import type { FeedItem } from "./feed.ts";
import type { FollowedRun } from "./followed-run.ts";
import type { RemoteRun } from "./remote-run.ts";
import type { RemoteRuns } from "./remote-runs.ts";
import type { RunEngine } from "./run-engine.ts";

/** What a watcher is told of: what comes over the bus, and who is there. */
export type FeedMessage = BusMessage | { kind: "presence"; userIds: readonly string[] };

type Followed = { run: FollowedRun; offset: number; remote: RemoteRun | null; leave(): void };

/** The runs that one watcher follows, and how far it was given each. */
export class Following {
  readonly #deps: { runs: RunEngine; remote: RemoteRuns; onProgress(): void };
  readonly #followed = new Map<string, Followed>();
  /** Whether the conversation is the watcher's own. */
  owned = false;
  /** Whether the watcher was last told that messages wait. */
  queued = false;

  constructor(deps: { runs: RunEngine; remote: RemoteRuns; onProgress(): void }) {
    this.#deps = deps;
  }

  /**
   * Follows the run that writes this message.
   *
   * @param offset how much of the message the watcher has already; null: nothing.
   * @returns the event with which the run begins for the watcher; null: it was followed already or needs none.
   */
  async follow(message: MessageView, offset: number | null): Promise<FeedItem | null> {
    const runId = message.run?.id;
    if (!runId || this.#followed.has(runId)) return null;
    const here = this.#deps.runs.get(runId);
    const entry: Followed = here
      ? { run: here, offset: 0, remote: null, leave: () => undefined }
      : await this.#followRemote(message);
    this.#followed.set(runId, entry);
    const { run } = entry;
    if (offset !== null && offset <= run.length) {
      entry.offset = offset;
      return null;
    }
    entry.offset = run.baseLength;
    // Siblings are the database's to say, what was there before the run is the run's.
    const { siblingIds } = message;
    return { id: null, event: { type: "run", message: { ...run.view, siblingIds } } };
  }

  async #followRemote(message: MessageView): Promise<Followed> {
    const { run, leave } = await this.#deps.remote.follow(message, this.#deps.onProgress);
    return { run, offset: 0, remote: run, leave };
  }

  /** All that the runs wrote and the watcher was not given yet. */
  *readOn(): Generator<FeedItem, void> {
    for (const followed of this.#followed.values()) {
      for (const event of followed.run.eventsFrom(followed.offset)) {
        followed.offset = event.at + event.text.length;
        yield { id: `${event.runId}.${followed.offset}`, event };
      }
    }
  }

  /** A run of another process has ended: what became of it is to be read. */
  get ended(): boolean {
    for (const { remote } of this.#followed.values()) if (remote?.ended) return true;
    return false;
  }

  /** Where the watcher stands in each of the runs. */
  positions(): Map<string, number> {
    return new Map([...this.#followed].map(([runId, { offset }]) => [runId, offset]));
  }

  leave(runId: string | undefined): void {
    if (runId === undefined) return;
    this.#followed.get(runId)?.leave();
    this.#followed.delete(runId);
  }

  /** Lets go of those that have ended elsewhere. */
  dropEnded(): void {
    for (const [runId, { remote }] of this.#followed) if (remote?.ended) this.leave(runId);
  }

  /** Follows no others than these. */
  keepOnly(runIds: ReadonlySet<string>): void {
    for (const runId of this.#followed.keys()) if (!runIds.has(runId)) this.leave(runId);
  }
}
