import type { RunView } from "@causerie/api/schemas";
import type { useFormatter, useTranslations } from "next-intl";

type Format = ReturnType<typeof useFormatter>;
type Translate = ReturnType<typeof useTranslations<"chat">>;

import { otherAnswerer } from "./answerer.ts";
import { formatCost } from "./format-cost.ts";

export type Fact = { label: string; value: string };

/** What is recorded of an answer, in words; what was not recorded is left out. */
export function answerFacts(
  run: RunView,
  { t, format, nameOf }: { t: Translate; format: Format; nameOf: (model: string) => string },
): Fact[] {
  const facts: Fact[] = [{ label: t("facts.model"), value: nameOf(run.model) }];
  const add = (label: string, value: string | null) => value !== null && facts.push({ label, value });
  const count = (value: number | null) => (value === null ? null : format.number(value));
  const time = (ms: number | null) => (ms === null ? null : formatMs(ms, format));
  add(t("facts.modelId"), run.model);
  add(t("facts.answeredBy"), otherAnswerer(run));
  add(t("facts.status"), t(`statuses.${run.status}`));
  add(t("facts.inputTokens"), count(run.inputTokens));
  add(t("facts.outputTokens"), count(run.outputTokens));
  add(t("facts.reasoningTokens"), run.reasoningTokens === 0 ? null : count(run.reasoningTokens));
  add(t("facts.cost"), run.costMicros === null ? null : formatCost(run.costMicros, format));
  add(t("facts.firstToken"), time(run.firstTokenMs));
  add(t("facts.duration"), time(run.durationMs));
  add(t("facts.finishReason"), run.finishReason === null ? null : endIn(run.finishReason, t));
  return facts;
}

const knownEnds = ["stop", "length", "content-filter"] as const;

/** Why an answer ended, in words where they are known; providers have others. */
function endIn(reason: string, t: Translate): string {
  const known = knownEnds.find((end) => end === reason.replace("_", "-"));
  return known ? t(`ends.${known}`) : reason;
}

function formatMs(ms: number, format: Format): string {
  return ms < 1000
    ? format.number(ms, { style: "unit", unit: "millisecond" })
    : format.number(ms / 1000, { style: "unit", unit: "second", maximumFractionDigits: 1 });
}
