import type { CommandEntry } from "@causerie/ui/command";

/** The entries whose label or keywords hold every word of `query`, in any case and without regard to accents. */
export function filterEntries(entries: readonly CommandEntry[], query: string): CommandEntry[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = plain([entry.label, ...(entry.keywords ?? [])].join(" "));
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
