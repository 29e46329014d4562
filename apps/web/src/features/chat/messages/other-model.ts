import type { ModelView, RunView } from "@causerie/api/schemas";

/** What only another model helps against, or an admin. */
const refusals: ReadonlySet<string> = new Set(["MODEL_NOT_ALLOWED", "MODEL_UNKNOWN", "MODEL_PRICE_MISSING"]);

/** Whether an answer failed because its model may not be asked, so that asking it again is refused again. */
export function isModelRefused(run: RunView): boolean {
  return run.status === "failed" && refusals.has(run.error?.code ?? "");
}

/** Of `models`, the one to ask instead of `refused`: the first of `preferred` that can be asked; null: none of them. */
export function otherModel(
  models: readonly ModelView[],
  { refused, preferred }: { refused: string; preferred: readonly (string | null)[] },
): ModelView | null {
  const usable = models.filter((model) => model.id !== refused && isPriced(model));
  for (const id of preferred) {
    const found = usable.find((model) => model.id === id);
    if (found) return found;
  }
  return null;
}

/** Whether a model is known not to be refused for want of a price. */
export function isPriced({ bills, prices }: ModelView): boolean {
  return bills !== true || prices !== null;
}
