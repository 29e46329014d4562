"use client";

import { useFormatter } from "next-intl";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Bytes as a person reads them. */
export function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    const options = { style: "unit", unit: units[step] ?? "byte", unitDisplay: "short" } as const;
    return format.number(bytes / 1000 ** step, { ...options, maximumFractionDigits: 1 });
  };
}
