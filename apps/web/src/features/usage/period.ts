/** How far back one can look, in days, today included. */
export const spans = [7, 30, 90, 365] as const;
export type Span = (typeof spans)[number];
export const usualSpan: Span = 30;

const dayMs = 86_400_000;

/** The days in UTC from `span` days ago to `today`, e.g. `2026-11-21`, both counted. */
export function periodOf(span: Span, today: string): { from: string; to: string } {
  return { from: dayOf(Date.parse(today) - (span - 1) * dayMs), to: today };
}

/** Every day of a period, in order. */
export function daysOf({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += dayMs) days.push(dayOf(at));
  return days;
}

export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
