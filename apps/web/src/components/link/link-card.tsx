"use client";

import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyField } from "../copy-field.tsx";

/** One link: what it is, its address to copy, and a button that ends it. */
export function LinkCard({
  url,
  title,
  facts,
  onRevoke,
}: {
  url: string;
  title: string;
  facts: ReactNode;
  onRevoke: () => void;
}) {
  const t = useTranslations("common.link");
  return (
    <li className="flex flex-col gap-2 rounded-box border border-line bg-surface p-3">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1 text-sm">
          <p className="font-medium">{title}</p>
          <p className="text-ink-muted">{facts}</p>
        </div>
        <Button size="small" variant="quiet" className="-mt-1 -mr-2" onClick={onRevoke}>
          {t("revoke")}
        </Button>
      </div>
      <CopyField label={t("address")} copyLabel={t("copy")} value={url} />
    </li>
  );
}
