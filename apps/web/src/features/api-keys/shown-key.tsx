"use client";

import type { NewKey } from "@causerie/api/schemas";
import { Button, Dialog, Notice } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { CopyField } from "#components/copy-field.tsx";

/** The one time that a key is seen: to copy it, and how it is tried. */
export function ShownKey({ made, onDone }: { made: NewKey; onDone: () => void }) {
  const t = useTranslations("keys");
  const common = useTranslations("common");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("shownTitle", { name: made.name })}
      closeLabel={common("close")}
      size="medium"
      footer={
        <Button variant="primary" onClick={onDone}>
          {t("shownDone")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Notice tone="warning">{t("shownOnce")}</Notice>
        <CopyField label={t("key")} copyLabel={t("copyKey")} value={made.key} />
        <div className="flex flex-col gap-1">
          <p className="font-medium text-sm">{t("try")}</p>
          <pre className="overflow-x-auto whitespace-pre-wrap rounded-box bg-sunken p-3 font-mono text-xs">
            <code className="wrap-anywhere">
              {`curl ${window.location.origin}/api/v1/auth/me \\\n  -H "Authorization: Bearer ${made.prefix}…"`}
            </code>
          </pre>
          <p className="text-ink-muted text-sm">{t("tryHint")}</p>
        </div>
      </div>
    </Dialog>
  );
}
