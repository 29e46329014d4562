import { isFree, type ModelInfo } from "@causerie/llm";
import type { MessageView } from "../messages/messages.schema.ts";
import { judgePrice } from "../model-calls/price.ts";
import { chatSize, worstCase } from "../model-calls/worst-case.ts";
import type { MyBudget, NextCost } from "./budgets.schema.ts";

/** What is told to a model beside what people wrote: more than the system's prompt ever takes. */
const mostTokensOfPrompt = 200;

/**
 * What the next message of a conversation may cost at most, and what of the budgets that count it is left.
 *
 * @param from.sent the messages that go with it.
 */
export function nextCost(from: {
  model: ModelInfo | null;
  sent: readonly MessageView[];
  budgets: readonly MyBudget[];
}): NextCost {
  const { model, sent, budgets } = from;
  const hard = budgets.filter(({ kind }) => kind === "hard");
  const [least = null] = hard
    .map(({ limitMicros, spentMicros, reservedMicros, period }) => ({
      micros: Math.max(0, limitMicros - spentMicros - reservedMicros),
      period,
    }))
    .sort((one, other) => one.micros - other.micros);
  const warned = budgets.find(({ kind, spentMicros, limitMicros }) => kind === "warning" && spentMicros >= limitMicros);
  const cost = model && costOf(model, sent, hard.length > 0);
  // Of what costs nothing, nothing is left to be said.
  if (!cost) return { cost: null, left: null, warned: null };
  return { cost, left: least, warned: warned ? { limitMicros: warned.limitMicros, period: warned.period } : null };
}

function costOf(model: ModelInfo, sent: readonly MessageView[], isCapped: boolean): NextCost["cost"] {
  const judged = judgePrice(model);
  if (!judged.usable || judged.prices === null) return null;
  if (isFree(judged.prices)) return null;
  const messages = sent.map(({ role, parts }) => ({ role, text: parts.map(({ text }) => text).join("") }));
  const inputTokens = chatSize({ messages }).input().inputTokens + mostTokensOfPrompt;
  const most = isCapped ? null : (model.maxOutputTokens ?? model.contextTokens);
  const { amountMicros } = worstCase(judged.prices, model, { inputTokens, maxOutputTokens: most });
  return { baseMicros: Number(amountMicros), inputMicrosPerMillion: judged.prices.inputMicrosPerMillion };
}
