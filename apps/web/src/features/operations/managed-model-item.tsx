"use client";

import type { ManagedModel } from "@causerie/api/schemas";
import { Badge, Button, Switch } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { formatPrice } from "#features/models/index.ts";
import { EditModel } from "./edit-model.tsx";
import { useChangeModels } from "./use-change-models.ts";

export function ManagedModelItem({ model, isDefault }: { model: ManagedModel; isDefault: boolean }) {
  const t = useTranslations("operations.models");
  const format = useFormatter();
  const { change, changePolicy, busy } = useChangeModels();
  const { id, name, prices, audience, people } = model;
  return (
    <li className="flex flex-col gap-1 border-line border-b py-3">
      <Switch
        label={name}
        hint={<span className="break-all">{id}</span>}
        checked={model.enabled}
        disabled={busy}
        onCheckedChange={(enabled) => change(id, { enabled })}
      />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-muted text-sm">
        <span>
          {prices === null
            ? t("noPrice")
            : t("price", {
                input: formatPrice(prices.inputMicrosPerMillion, format),
                output: formatPrice(prices.outputMicrosPerMillion, format),
              })}
        </span>
        {model.pricesAreSet && <Badge>{t("priceSet")}</Badge>}
        {audience !== "everyone" && <Badge tone="accent">{t(`audience.${audience}`, { count: people.length })}</Badge>}
        {isDefault && <Badge tone="success">{t("isDefault")}</Badge>}
        <span className="-mr-3 ml-auto flex">
          {!isDefault && (
            <Button size="small" variant="quiet" disabled={busy} onClick={() => changePolicy({ defaultModel: id })}>
              {t("makeDefault")}
            </Button>
          )}
          <EditModel model={model} />
        </span>
      </div>
    </li>
  );
}
