import { AppError } from "@causerie/core";
import { isBelievable, type ModelInfo, type Prices } from "@causerie/llm";

export type PriceJudgement =
  | { usable: true; prices: Prices }
  /** Nobody bills, and no price is set: tokens are counted, and money is not. */
  | { usable: true; prices: null }
  | { usable: false; reason: "missing" | "negative" | "absurd" };

/**
 * Whether a model's price can be reckoned with. Zero is a price. A missing one is one only where the provider bills: of an
 * OpenAI-compatible server, Ollama and the guide it means that nobody does, unless an admin sets one.
 */
export function judgePrice(model: Pick<ModelInfo, "bills" | "prices">): PriceJudgement {
  const { prices, bills = false } = model;
  if (prices === null) {
    return bills ? { usable: false, reason: "missing" } : { usable: true, prices: null };
  }
  const { inputMicrosPerMillion, outputMicrosPerMillion, requestMicros = 0, imageMicros = 0 } = prices;
  const each = [inputMicrosPerMillion, outputMicrosPerMillion, requestMicros, imageMicros];
  if (each.some((price) => price < 0)) return { usable: false, reason: "negative" };
  if (!isBelievable(prices)) return { usable: false, reason: "absurd" };
  return { usable: true, prices };
}

/**
 * The price of a model that may be called.
 *
 * @returns null when calls cost nothing that is known.
 * @throws {AppError} MODEL_PRICE_MISSING with `{ model, reason }`
 */
export function requirePrice(model: Pick<ModelInfo, "id" | "bills" | "prices">): Prices | null {
  const judged = judgePrice(model);
  if (judged.usable) return judged.prices;
  const { reason } = judged;
  throw new AppError("MODEL_PRICE_MISSING", {
    message: `the model's price is ${reason}`,
    params: { model: model.id.slice(0, 200), reason },
  });
}
