"use client";

import type { UsageSum } from "@causerie/api/schemas";
import { Table } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { formatMoney } from "./money.ts";
import { useNameOf } from "./use-name-of.ts";
import type { Group } from "./use-usage.ts";

const right = "text-right";
/** What it cost must be in sight on a phone; the tokens are in the file that can be downloaded. */
const tokens = "text-right max-sm:hidden";

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
          <th scope="col" className={tokens}>
            {t("inputTokens")}
          </th>
          <th scope="col" className={tokens}>
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
            <th
              scope="row"
              title={nameOf(item)}
              className="max-w-64 truncate font-normal text-ink! max-sm:max-w-44 max-sm:whitespace-normal! max-sm:[overflow-wrap:anywhere]"
            >
              {nameOf(item)}
            </th>
            <td className={right}>{format.number(item.calls)}</td>
            <td className={tokens}>{format.number(item.inputTokens)}</td>
            <td className={tokens}>{format.number(item.outputTokens)}</td>
            <td className={right}>{formatMoney(item.costMicros, format)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
