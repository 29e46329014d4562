import type { ChatEvent } from "@causerie/api/schemas";

/**
 * How long runs have reasoned, as seen from here: negative while a run still does (minus the time it began, in
 * milliseconds since 1970), else the milliseconds from its first reasoning to its first text.
 *
 * @param asked Whether a message was asked for on this page. Of others the beginning may be a replay, whose time says
 *   nothing.
 */
export function withThoughts(
  known: ReadonlyMap<string, number>,
  events: readonly ChatEvent[],
  asked: (messageId: string) => boolean,
  now: number,
): ReadonlyMap<string, number> {
  let next: Map<string, number> | null = null;
  for (const event of events) {
    if (event.type !== "delta") continue;
    const seen = (next ?? known).get(event.runId);
    if (event.kind === "reasoning" && event.at === 0 && seen === undefined) {
      if (asked(event.messageId)) next = new Map(next ?? known).set(event.runId, -now);
    } else if (event.kind === "text" && seen !== undefined && seen < 0) {
      next = new Map(next ?? known).set(event.runId, now + seen);
    }
  }
  return next ?? known;
}
