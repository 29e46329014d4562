"use client";

import { Button, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { copyText } from "#components/copy-text.ts";

/** The ten codes, the one time that they are shown. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTranslations("settings.security");
  const link = useTranslations("common.link");
  async function copy(): Promise<void> {
    try {
      await copyText(codes.join("\n"));
      toast({ tone: "success", message: link("copied") });
    } catch {
      toast({ tone: "danger", message: t("codesCopyFailed") });
    }
  }
  return (
    <div className="flex flex-col gap-5">
      <ul
        aria-label={t("codesTitle")}
        className="grid grid-cols-2 gap-2 rounded-box border border-line bg-sunken p-4 font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => void copy()}>{t("codesCopy")}</Button>
        <Button variant="primary" onClick={onDone}>
          {t("codesKept")}
        </Button>
      </div>
    </div>
  );
}
