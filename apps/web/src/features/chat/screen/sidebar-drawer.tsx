"use client";

import { Sheet } from "@causerie/ui";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Sidebar } from "../../conversations/index.ts";

/** The sidebar where there is no room beside the conversation: over it, until something was opened. */
export function SidebarDrawer({
  onClose,
  ...sidebar
}: Pick<ComponentProps<typeof Sidebar>, "onKeys" | "newChatKeys" | "collapseKeys"> & { onClose: () => void }) {
  const t = useTranslations("conversations");
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={t("conversations")} bare closeLabel={t("collapse")}>
      <Sidebar {...sidebar} onCollapse={onClose} onOpen={onClose} />
    </Sheet>
  );
}
