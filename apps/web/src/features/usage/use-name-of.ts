import type { UsageSum } from "@causerie/api/schemas";
import { useFormatter, useTranslations } from "next-intl";
import type { Group } from "./use-usage.ts";

/** A function from a line of a table to what the line is called. */
export function useNameOf(by: Group): (item: UsageSum) => string {
  const t = useTranslations("usage");
  const format = useFormatter();
  return ({ id, name }) => {
    if (by === "day") return format.dateTime(new Date(id), { dateStyle: "medium", timeZone: "UTC" });
    if (by === "model") return id;
    return name ?? t(`unnamed.${id === "" ? "none" : "gone"}`, { by });
  };
}
