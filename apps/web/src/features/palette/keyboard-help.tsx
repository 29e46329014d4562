"use client";

import { Dialog, Kbd } from "@causerie/ui";
import { useTranslations } from "next-intl";
import type { PaletteKeys } from "./palette-view.ts";

/** Every key there is. */
export function KeyboardHelp({ keys, onClose }: { keys: PaletteKeys; onClose: () => void }) {
  const t = useTranslations("palette");
  const rows: { label: string; keys: string[] }[] = [
    { label: t("help.palette"), keys: keys.palette },
    { label: t("help.new"), keys: keys.newChat },
    { label: t("help.sidebar"), keys: keys.sidebar },
    { label: t("help.send"), keys: ["↵"] },
    { label: t("help.line"), keys: ["⇧", "↵"] },
    { label: t("help.stop"), keys: ["Esc"] },
    { label: t("help.last"), keys: ["↑"] },
    { label: t("help.questions"), keys: keys.questions },
    { label: t("help.rename"), keys: ["F2"] },
    { label: t("help.delete"), keys: [t("help.deleteKey")] },
    { label: t("help.keys"), keys: ["?"] },
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("keys")} closeLabel={t("close")}>
      <dl className="flex flex-col">
        {rows.map((row) => (
          <div
            key={row.label}
            className="flex min-h-9 items-center justify-between gap-4 border-line not-first:border-t"
          >
            <dt>{row.label}</dt>
            <dd>
              <Kbd keys={row.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
