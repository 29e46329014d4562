import type { AuditFilter } from "@causerie/api/schemas";

/** The filter as its fields hold it; the days are those of the reader's calendar, both included. */
export type AuditFields = { person: string; action: string; from: string; to: string };

const limit = 50;

/** What the log is asked with; the page and the browser must ask alike for the prefetched page to be found. */
export function auditInput(fields: AuditFields): AuditFilter & { limit: number } {
  return { limit, ...auditFilterOf(fields) };
}

function auditFilterOf({ person, action, from, to }: AuditFields): { [Name in keyof AuditFilter]?: string } {
  const start = from === "" ? null : new Date(`${from}T00:00`);
  const end = to === "" ? null : new Date(`${to}T00:00`);
  end?.setDate(end.getDate() + 1);
  return {
    ...(person.trim() !== "" && { person: person.trim() }),
    ...(action !== "" && { action }),
    ...(isDay(start) && { from: start.toISOString() }),
    ...(isDay(end) && { to: end.toISOString() }),
  };
}

/** A day that is still being typed is none. */
function isDay(date: Date | null): date is Date {
  return date !== null && !Number.isNaN(date.getTime());
}

/** Where the log as the filter leaves it is downloaded. */
export function auditExportUrl(fields: AuditFields, format: "csv" | "jsonl"): string {
  const query = new URLSearchParams(Object.entries(auditFilterOf(fields))).toString();
  return `/api/export/audit.${format}${query === "" ? "" : `?${query}`}`;
}
