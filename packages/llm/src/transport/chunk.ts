export type Json = Record<string, unknown>;

/** What one chunk of the chat completions format says. */
export type ChunkNews = {
  reasoning: string;
  text: string;
  /** Whether it says anything else: that the answer ends, what it cost, a field that is not known here. */
  hasMore: boolean;
};

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstChoice(chunk: Json): Json | null {
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
  return isRecord(choice) ? choice : null;
}

/** The finish reason of a chunk; null when the answer goes on. */
export function finishReasonOf(chunk: Json): string | null {
  const reason = firstChoice(chunk)?.finish_reason;
  return typeof reason === "string" && reason !== "" ? reason : null;
}

/**
 * The text of a chunk; null when it is in a form that only the provider's own package can read (Mistral's lists of parts,
 * refusals).
 */
export function readChunk(chunk: Json): ChunkNews | null {
  const news: ChunkNews = { reasoning: "", text: "", hasMore: !isEmpty(chunk.usage) || finishReasonOf(chunk) !== null };
  const delta = firstChoice(chunk)?.delta;
  if (!isRecord(delta)) return news;
  let details = "";
  for (const name in delta) {
    const value = delta[name];
    if (isEmpty(value) || name === "role") continue;
    if (name === "content" || name === "refusal") {
      if (name === "refusal" || typeof value !== "string") return null;
      news.text = value;
    } else if (name === "reasoning" || name === "reasoning_content") {
      if (typeof value !== "string") return null;
      news.reasoning = value;
    } else if (name === "reasoning_details") {
      details = detailText(value);
    } else {
      news.hasMore = true;
    }
  }
  // OpenRouter sends the same text twice; older upstreams only one of the two.
  if (news.reasoning === "") news.reasoning = details;
  return news;
}

/** Takes the text out of a chunk, for a provider's package that is to see only the rest. */
export function withoutText(chunk: Json): Json {
  const choice = firstChoice(chunk);
  if (choice === null || !isRecord(choice.delta)) return chunk;
  const { content, reasoning, reasoning_content, reasoning_details, ...delta } = choice.delta;
  return { ...chunk, choices: [{ ...choice, delta: { ...delta, content: "" } }] };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** The readable part of OpenRouter's structured reasoning: its texts and summaries, not what is encrypted. */
function detailText(details: unknown): string {
  if (!Array.isArray(details)) return "";
  return details
    .map((detail: unknown) => {
      if (!isRecord(detail)) return "";
      if (typeof detail.text === "string") return detail.text;
      return typeof detail.summary === "string" ? detail.summary : "";
    })
    .join("");
}
