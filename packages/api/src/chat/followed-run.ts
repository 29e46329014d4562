import type { MessageView } from "../messages/messages.schema.ts";
import type { DeltaEvent } from "./deltas.ts";

/** A run as its watchers read it, whichever process writes it. */
export type FollowedRun = {
  readonly ids: { runId: string };
  /** The message as it was when the run began: what comes after is deltas. */
  readonly view: MessageView;
  /** How much that message held. */
  readonly baseLength: number;
  /** How much can be read, in UTF-16 units. */
  readonly length: number;
  /** The deltas from `from` on. */
  eventsFrom(from: number): readonly DeltaEvent[];
};
