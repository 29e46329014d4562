/** An object as JSON has it; what it holds is anybody's guess. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The elements of a list that are objects. */
export function objectsIn(value: unknown): Fields[] {
  return listOf(value)
    .map(fieldsOf)
    .filter((element) => element !== null);
}

/** A text that can be stored: what PostgreSQL can't keep (NUL, half of a surrogate pair) becomes U+FFFD. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value.toWellFormed().replaceAll("\0", "\u{FFFD}") : null;
}

/** A text that says something. */
export function sayingOf(value: unknown): string | null {
  const text = textOf(value);
  return text === null || text.trim() === "" ? null : text;
}

/** An id of the source: a text or a number, of a length that an id has. */
export function idOf(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : textOf(value);
  return text === null || text === "" || text.length > 200 ? null : text;
}

const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** A moment: ISO 8601, or seconds or milliseconds since 1970. Null for what can't be one of a conversation's. */
export function timeOf(value: unknown): Date | null {
  const number = typeof value === "string" ? Date.parse(value) : typeof value === "number" ? value : Number.NaN;
  // A number of seconds is below any plausible number of milliseconds.
  const ms = Math.round(typeof value === "number" && number < 1e11 ? number * 1000 : number);
  return ms >= earliest && ms < latest ? new Date(ms) : null;
}

/** Code as Markdown shows it: a fence longer than any in it, and a language that can stand behind one. */
export function fenced(code: string, language: string | null): string {
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const name = /^[\w+#.-]{1,40}$/.test(language ?? "") && language !== "unknown" ? language : "";
  return `${fence}${name}\n${code.replace(/\n$/, "")}\n${fence}`;
}
