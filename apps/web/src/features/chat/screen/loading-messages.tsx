"use client";

import { Skeleton } from "@causerie/ui";
import { useTranslations } from "next-intl";

/** The shape of a conversation that is being read; unseen for its first 300 ms. */
export function LoadingMessages() {
  const t = useTranslations("chat");
  return (
    <div className="min-h-0 flex-1 overflow-hidden" role="status" aria-label={t("loading")}>
      <div className="mx-auto flex w-full max-w-column flex-col gap-6 px-4 pt-6 sm:px-6">
        <Skeleton className="ml-auto h-11 w-1/2" />
        <Skeleton className="h-40 w-full" />
        <Skeleton className="ml-auto h-11 w-1/3" />
      </div>
    </div>
  );
}
