/**
 * Merging adjacent pieces of one answer before the provider's own chain parses them: that chain costs the same for a
 * chunk of one token as for one of fifty (docs/decisions/005-coalescing.md).
 */

type Json = Record<string, unknown>;

const textFields = ["content", "reasoning", "reasoning_content"] as const;

/** A chunk of the chat completions format whose only news is text of one kind. */
export type TextChunk = {
  chunk: Json;
  delta: Json;
  /** The field of `delta` that holds the text. */
  field: (typeof textFields)[number];
  /** OpenRouter's structured twin of `reasoning`; the provider's package reads this one when it is there. */
  detail: Json | null;
  /** Whether another chunk may follow it into one: not when it ends the answer or carries usage. */
  plain: boolean;
};

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads `chunk` as text of one kind; null when it holds anything that must reach the provider as it came. */
export function asTextChunk(chunk: Json): TextChunk | null {
  const choices = chunk.choices;
  if (!Array.isArray(choices) || choices.length !== 1) return null;
  const choice: unknown = choices[0];
  if (!isRecord(choice) || !isRecord(choice.delta) || !isNothing(choice.logprobs)) return null;
  const delta = choice.delta;
  let field: TextChunk["field"] | null = null;
  for (const name of textFields) {
    const value = delta[name];
    if (isNothing(value) || value === "") continue;
    if (typeof value !== "string" || field !== null) return null;
    field = name;
  }
  let detail: Json | null = null;
  for (const name in delta) {
    const value = delta[name];
    if (name === "role" || isTextField(name) || isNothing(value) || (Array.isArray(value) && value.length === 0))
      continue;
    if (name !== "reasoning_details" || field !== "reasoning") return null;
    detail = soleTextDetail(value);
    if (detail === null) return null;
  }
  const plain = (isNothing(choice.finish_reason) || choice.finish_reason === "") && isNothing(chunk.usage);
  // A delta without text that ends the answer can take along the text before it; any other is left alone.
  if (field === null && plain) return null;
  return { chunk, delta, field: field ?? "content", detail, plain };
}

/**
 * Puts the text of `earlier` in front of the text of `later`, which follows it directly.
 *
 * @returns false when the two don't belong together; then neither is changed.
 */
export function prepend(earlier: TextChunk, later: TextChunk): boolean {
  if (!earlier.plain || earlier.field !== later.field) return false;
  const [before, after] = [earlier.detail, later.detail];
  if ((before === null) !== (after === null)) return false;
  if (before !== null && after !== null) {
    if (before.index !== after.index || before.format !== after.format || before.id !== after.id) return false;
    after.text = String(before.text) + String(after.text);
  }
  later.delta[later.field] = textOf(earlier) + textOf(later);
  return true;
}

export function textOf(chunk: TextChunk): string {
  const text = chunk.delta[chunk.field];
  return typeof text === "string" ? text : "";
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function isTextField(name: string): boolean {
  return name === "content" || name === "reasoning" || name === "reasoning_content";
}

/** The one `reasoning.text` detail of a delta; null when a signature ties it to just this piece, or it is another kind. */
function soleTextDetail(details: unknown): Json | null {
  if (!Array.isArray(details) || details.length !== 1) return null;
  const detail: unknown = details[0];
  if (!isRecord(detail) || detail.type !== "reasoning.text" || typeof detail.text !== "string") return null;
  return isNothing(detail.signature) ? detail : null;
}
