"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import { toFailure } from "./client-failure.ts";
import type { Failure } from "./failure.ts";
import { waitText } from "./wait-text.ts";

/** Values that texts name and that not every failure brings; a text reads well with these. */
const noParams = { limit: 0 };

/** A function from a failure, or the error recorded with an answer, to what the person reads. */
export function useFailureText(): (failure: Pick<Failure, "code" | "params">) => string {
  const t = useTranslations("errors");
  const locale = useLocale();
  return useCallback(
    ({ code, params }) => {
      const format = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumSignificantDigits: 3 });
      const wait = waitText(Number(params.retryAfterSeconds ?? 0), locale) ?? t("soon");
      const money = (micros: unknown) => format.format(Number(micros ?? 0) / 1_000_000);
      const amounts = { left: money(params.leftMicros), wanted: money(params.wantedMicros) };
      return t(t.has(code) ? code : "INTERNAL", { ...noParams, ...params, ...amounts, wait });
    },
    [t, locale],
  );
}

/** A function from what a call threw to what the person reads: what happened, what was kept, what to do now. */
export function useErrorText(): (error: unknown) => string {
  const text = useFailureText();
  return useCallback((error) => text(toFailure(error)), [text]);
}
