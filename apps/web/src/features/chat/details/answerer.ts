import type { RunView } from "@causerie/api/schemas";

/** What answered, as the provider says, when that is not just the model that was asked for; else null. */
export function otherAnswerer(run: Pick<RunView, "model" | "answeredBy">): string | null {
  const { model, answeredBy } = run;
  // A provider names its models without the prefix that they have here.
  return answeredBy === null || model === answeredBy || model.endsWith(`/${answeredBy}`) ? null : answeredBy;
}

/** Who answered, in a line: the model's name, and what it passed the question on to. */
export function answererOf(run: Pick<RunView, "model" | "answeredBy">, nameOf: (model: string) => string): string {
  const other = otherAnswerer(run);
  return other === null ? nameOf(run.model) : `${nameOf(run.model)} · ${other}`;
}
