"use client";

import type { ManagedModel } from "@causerie/api/schemas";
import { Badge, Button, Switch } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { toDollars } from "./dollars.ts";
import { EditModel } from "./edit-model.tsx";
import { useChangeModels } from "./use-change-models.ts";

export function ManagedModelItem({ model, isDefault }: { model: ManagedModel; isDefault: boolean }) {
  const t = useTranslations("operations.models");
  const { change, changePolicy, busy } = useChangeModels();
  const { id, name, prices, audience, people } = model;
  return (
    <li className="flex flex-col gap-2 border-line border-b py-3">
      <Switch
        label={name}
        hint={<span className="break-all">{id}</span>}
        checked={model.enabled}
        disabled={busy}
        onCheckedChange={(enabled) => change(id, { enabled })}
      />
      <div className="flex flex-wrap items-center gap-2 text-ink-muted text-sm">
        <span>
          {prices === null
            ? t("noPrice")
            : t("price", {
                input: toDollars(prices.inputMicrosPerMillion),
                output: toDollars(prices.outputMicrosPerMillion),
              })}
        </span>
        {model.pricesAreSet && <Badge>{t("priceSet")}</Badge>}
        {audience !== "everyone" && <Badge tone="accent">{t(`audience.${audience}`, { count: people.length })}</Badge>}
        {isDefault && <Badge tone="success">{t("isDefault")}</Badge>}
      </div>
      <div className="flex flex-wrap gap-2">
        <EditModel model={model} />
        {!isDefault && (
          <Button size="small" disabled={busy} onClick={() => changePolicy({ defaultModel: id })}>
            {t("makeDefault")}
          </Button>
        )}
      </div>
    </li>
  );
}
