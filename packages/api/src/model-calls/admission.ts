import { isFree, type ModelInfo, type Prices } from "@causerie/llm";
import { requirePrice } from "./price.ts";
import type { UsageRow } from "./usage.repo.ts";
import { type CallSize, worstCase } from "./worst-case.ts";

/** Who caused a model call, and what for. */
export type CallOrigin = Pick<UsageRow, "purpose" | "userId" | "keyId" | "conversationId" | "runId"> & {
  /** Names this one call: what is written twice of it counts once. The run's id for its first attempt. */
  callId: string;
};

/** What must be known of a model before it is called. */
export type CalledModel = Pick<ModelInfo, "id" | "provider" | "bills" | "prices" | "contextTokens" | "maxOutputTokens">;

/** That a call may be made, and on what terms. */
export type Admission = {
  origin: CallOrigin;
  model: { model: string; provider: string };
  /** Null: it costs nothing that is known. */
  prices: Prices | null;
  /** The most that it may cost, in millionths of a dollar; null: no budget counts it. */
  amountMicros: bigint | null;
  /** How long the answer may be for that to hold, in tokens. Null: as long as the model likes. */
  maxOutputTokens: number | null;
};

/**
 * The terms of a call.
 *
 * @param call.counts whether a hard budget counts it.
 * @throws {AppError} MODEL_PRICE_MISSING
 */
export function admit(origin: CallOrigin, call: { model: CalledModel; size: CallSize; counts: boolean }): Admission {
  const { model, size, counts } = call;
  const prices = requirePrice(model);
  const terms = { origin, model: { model: model.id, provider: model.provider }, prices };
  const { maxOutputTokens } = size;
  if (!counts || prices === null || isFree(prices)) return { ...terms, amountMicros: null, maxOutputTokens };
  return { ...terms, ...worstCase(prices, model, { ...size.input(), maxOutputTokens }) };
}
