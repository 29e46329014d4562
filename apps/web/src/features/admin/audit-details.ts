/** The texts of `messages/<language>/auditDetails.json`. */
export type DetailTexts = {
  names: Readonly<Record<string, string>>;
  values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  none: Readonly<Record<string, string>>;
};

/** How a reader's language says what is no word. */
export type DetailFormats = {
  detail(name: string, value: string): string;
  yes: string;
  no: string;
  /** A list with nothing in it: no limit. */
  empty: string;
  days(count: number): string;
  hours(count: number): string;
  money(micros: number): string;
  number(value: number): string;
};

const units: Readonly<Record<string, "days" | "hours" | "money">> = {
  conversationDays: "days",
  auditDays: "days",
  usageDays: "days",
  expiresInDays: "days",
  overlapHours: "hours",
  budgetMicros: "money",
  limitMicros: "money",
};

/**
 * What an entry of the audit log says of its action, in words, one text for each detail, in the order of the names. What only an earlier version
 * wrote keeps its own name.
 */
export function detailTexts(
  details: Readonly<Record<string, unknown>>,
  { texts, formats }: { texts: DetailTexts; formats: DetailFormats },
): string[] {
  const { names, values, none } = texts;

  function toText(name: string, value: unknown): string {
    if (value === null) return none[name] ?? "–";
    if (Array.isArray(value))
      return value.length === 0 ? formats.empty : value.map((item) => word(name, item)).join(", ");
    if (typeof value === "boolean") return value ? formats.yes : formats.no;
    const unit = units[name];
    if (typeof value === "number") return unit ? formats[unit](value) : formats.number(value);
    return word(name, value);
  }

  function word(name: string, value: unknown): string {
    const text = String(value);
    return values[name]?.[text] ?? (name === "userId" ? shortId(text) : text);
  }

  const order = Object.keys(names);
  const place = (name: string) => (name in names ? order.indexOf(name) : order.length);
  return Object.entries(details)
    .sort(([one], [other]) => place(one) - place(other))
    .map(([name, value]) => formats.detail(names[name] ?? name, toText(name, value)));
}

/** Ids of the same moment differ at their ends. */
export function shortId(id: string | null): string {
  if (id === null) return "";
  const [prefix = ""] = id.split("_");
  return `${prefix}_…${id.slice(-6)}`;
}
