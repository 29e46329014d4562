import type { ConversationView } from "@causerie/api/schemas";

/** Under which heading a conversation stands; a month is written `2026-03`. */
export type DayGroup = "pinned" | "today" | "yesterday" | "week" | `month:${string}`;

export type ConversationGroup = { group: DayGroup; items: ConversationView[] };

const dayMs = 24 * 60 * 60 * 1000;

/** The calendar day at `time` in a time zone, `2026-03-09`. */
export function dayOf(time: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(time);
}

/**
 * Conversations in their order, under headings by the reader's calendar days: a conversation of 23:59 is yesterday's at
 * 00:01.
 *
 * @param today The reader's day, as `dayOf` writes it.
 */
export function groupByDay(
  conversations: readonly ConversationView[],
  { today, timeZone }: { today: string; timeZone: string },
): ConversationGroup[] {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const groups: ConversationGroup[] = [];
  for (const conversation of conversations) {
    const group = conversation.pinned
      ? "pinned"
      : groupOfDay(format.format(new Date(conversation.lastActivityAt)), today);
    const last = groups.at(-1);
    if (last?.group === group) last.items.push(conversation);
    else groups.push({ group, items: [conversation] });
  }
  return groups;
}

function groupOfDay(day: string, today: string): DayGroup {
  const age = Math.round((Date.parse(today) - Date.parse(day)) / dayMs);
  // A clock that is behind the server's makes what just happened seem to come from tomorrow.
  if (age <= 0) return "today";
  if (age === 1) return "yesterday";
  if (age <= 7) return "week";
  return `month:${day.slice(0, 7)}`;
}
