import type { ModelView } from "@causerie/api/schemas";

export type ModelGroup = { provider: string; models: ModelView[] };

/**
 * The models whose name or id has every word of `query`, in any case and without regard to accents or punctuation
 * ("gpt4" finds "GPT-4"), by provider; the order within a provider is the catalogue's.
 */
export function searchModels(models: readonly ModelView[], query: string): ModelGroup[] {
  const words = query.split(/\s+/).map(plain).filter(Boolean);
  const groups = new Map<string, ModelView[]>();
  for (const model of models) {
    const haystack = plain(`${model.name} ${model.id}`);
    if (!words.every((word) => haystack.includes(word))) continue;
    const group = groups.get(model.provider);
    if (group) group.push(model);
    else groups.set(model.provider, [model]);
  }
  return [...groups].map(([provider, found]) => ({ provider, models: found }));
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}
