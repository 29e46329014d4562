"use client";

import type { UsageSum } from "@causerie/api/schemas";
import { Table } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { formatMoney } from "./money.ts";
import { useNameOf } from "./use-name-of.ts";
import type { Group } from "./use-usage.ts";

const right = "text-right";

/** What was used, a line for each day, model, key, conversation or person. */
export function UsageTable({ by, items }: { by: Group; items: readonly UsageSum[] }) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const nameOf = useNameOf(by);
  return (
    <Table caption={t("tableOf", { by })} className="mt-4">
      <thead>
        <tr>
          <th scope="col">{t(`by.${by}`)}</th>
          <th scope="col" className={right}>
            {t("calls")}
          </th>
          <th scope="col" className={right}>
            {t("inputTokens")}
          </th>
          <th scope="col" className={right}>
            {t("outputTokens")}
          </th>
          <th scope="col" className={right}>
            {t("cost")}
          </th>
        </tr>
      </thead>
      <tbody>
        {(by === "day" ? items.toReversed() : items).map((item) => (
          <tr key={item.id}>
            <th scope="row" className="max-w-64 truncate font-normal text-ink!">
              {nameOf(item)}
            </th>
            <td className={right}>{format.number(item.calls)}</td>
            <td className={right}>{format.number(item.inputTokens)}</td>
            <td className={right}>{format.number(item.outputTokens)}</td>
            <td className={right}>{formatMoney(item.costMicros, format)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
