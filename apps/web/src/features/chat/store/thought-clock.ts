import type { ChatState } from "@causerie/api/chat-fold";
import type { ChatEvent } from "@causerie/api/schemas";

/** Reasoning whose beginning arrives later than this after its message was made is a replay: its length is unknown. */
const replayMs = 30_000;

/**
 * How long runs have reasoned, as seen from here: negative while a run still does (minus the time it began, in
 * milliseconds since 1970), else the milliseconds from its first reasoning to its first text.
 */
export function withThoughts(
  known: ReadonlyMap<string, number>,
  events: readonly ChatEvent[],
  chat: ChatState,
  now: number,
): ReadonlyMap<string, number> {
  let next: Map<string, number> | null = null;
  for (const event of events) {
    if (event.type !== "delta") continue;
    const seen = (next ?? known).get(event.runId);
    if (event.kind === "reasoning" && event.at === 0 && seen === undefined) {
      const createdAt = Date.parse(chat.messages.get(event.messageId)?.createdAt ?? "");
      if (now - createdAt < replayMs) next = new Map(next ?? known).set(event.runId, -now);
    } else if (event.kind === "text" && seen !== undefined && seen < 0) {
      next = new Map(next ?? known).set(event.runId, now + seen);
    }
  }
  return next ?? known;
}
