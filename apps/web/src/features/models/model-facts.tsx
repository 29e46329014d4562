"use client";

import type { ModelView } from "@causerie/api/schemas";
import { useFormatter, useTranslations } from "next-intl";
import { formatPrice } from "./format-price.ts";
import { isGuide } from "./guide.ts";

/** What one chooses a model by: how much it reads, what it costs, what it can. */
export function ModelFacts({ model }: { model: ModelView }) {
  const t = useTranslations("models");
  const format = useFormatter();
  const price = (microsPerMillion: number) => formatPrice(microsPerMillion, format);
  const facts: string[] = [];
  if (isGuide(model.id)) facts.push(t("guideFact"));
  if (model.contextTokens !== null) {
    facts.push(t("context", { tokens: format.number(model.contextTokens, { notation: "compact" }) }));
  }
  if (model.prices && !isGuide(model.id)) {
    const { inputMicrosPerMillion: input, outputMicrosPerMillion: output } = model.prices;
    facts.push(input === 0 && output === 0 ? t("free") : t("prices", { input: price(input), output: price(output) }));
  }
  if (model.abilities.reasoning) facts.push(t("reasoning"));
  if (model.abilities.images) facts.push(t("images"));
  if (model.abilities.tools) facts.push(t("tools"));
  return <span className="block text-ink-muted text-xs">{facts.join(" · ")}</span>;
}
