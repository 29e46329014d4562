import { type ChatMessage, costOf, type ModelInfo, mostTokens, type Prices } from "@causerie/llm";

/**
 * How long an answer may get, in tokens, where a budget counts it and nobody said how long: about 12,000 words. It is sent to
 * the provider, so that the worst case is one.
 */
export const cappedOutputTokens = 16_384;

/** What a message costs beyond its text, for its role and the marks around it; no model was seen to take more. */
const mostTokensPerMessage = 16;

/** Whatever its size: providers count up to about 5,000. */
const mostTokensPerImage = 6_000;

/** How large a call may get. */
export type CallSize = {
  /** The most tokens that what is sent is counted as, and the images in it. */
  input(): { inputTokens: number; images?: number };
  /** What the caller asked for; null: nothing. */
  maxOutputTokens: number | null;
};

/** The size of a call with these messages. */
export function chatSize(request: { messages: readonly ChatMessage[]; maxOutputTokens?: number }): CallSize {
  return {
    input: () => ({
      inputTokens: request.messages.reduce((sum, { text }) => sum + mostTokens(text) + mostTokensPerMessage, 0),
    }),
    maxOutputTokens: request.maxOutputTokens ?? null,
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** The size of a call with these fields of OpenAI's form: messages, tools and the form of the answer are all counted as text. */
export function completionSize(fields: Fields): CallSize {
  const { messages, tools, response_format: format, max_tokens: most, max_completion_tokens: mostOf } = fields;
  const limits = [most, mostOf].filter((limit) => typeof limit === "number");
  return {
    input() {
      let images = 0;
      const text = JSON.stringify([messages, tools, format], (key, value: unknown) => {
        if (key !== "image_url") return value;
        images++;
        return "";
      });
      const count = Array.isArray(messages) ? messages.length : 0;
      return { inputTokens: mostTokens(text) + count * mostTokensPerMessage + images * mostTokensPerImage, images };
    },
    maxOutputTokens: limits.length > 0 ? Math.min(...limits) : null,
  };
}

/** The same fields with that limit, under the name by which one was given. */
export function cappedFields(fields: Fields, maxOutputTokens: number): Fields {
  const { max_tokens: _most, max_completion_tokens: mostOf, ...rest } = fields;
  return mostOf === undefined
    ? { ...rest, max_tokens: maxOutputTokens }
    : { ...rest, max_completion_tokens: maxOutputTokens };
}

export type WorstCase = { amountMicros: bigint; maxOutputTokens: number };

/**
 * The most that a call can cost, in millionths of a dollar, and how long its answer may be for that to hold.
 *
 * @param call.maxOutputTokens what the caller asked for; null: nothing.
 */
export function worstCase(
  prices: Prices,
  model: Pick<ModelInfo, "contextTokens" | "maxOutputTokens">,
  call: { inputTokens: number; images?: number; maxOutputTokens: number | null },
): WorstCase {
  const limits = [call.maxOutputTokens ?? cappedOutputTokens, model.maxOutputTokens, model.contextTokens];
  const maxOutputTokens = Math.min(...limits.filter((limit) => limit !== null));
  const amountMicros = costOf(prices, { input: call.inputTokens, output: maxOutputTokens, images: call.images ?? 0 });
  return { amountMicros, maxOutputTokens };
}
