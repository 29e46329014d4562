"use client";

import { Button, Skeleton } from "@causerie/ui";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** The links there are: while they are read, when they could not be, or themselves. Nothing when there are none. */
export function LinkSection({
  query,
  children,
}: {
  query: { isPending: boolean; isError: boolean; refetch: () => unknown };
  /** LinkCards. */
  children: ReactNode[];
}) {
  const t = useTranslations("common");
  if (query.isPending) return <Skeleton className="h-24" />;
  if (query.isError && children.length === 0) {
    return (
      <div className="text-sm">
        <p className="text-danger">{t("link.listFailed")}</p>
        <Button size="small" className="mt-2" onClick={() => void query.refetch()}>
          {t("retry")}
        </Button>
      </div>
    );
  }
  return children.length === 0 ? null : <ul className="flex flex-col gap-2">{children}</ul>;
}
