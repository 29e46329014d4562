"use client";

import type { KeyView, NewKey } from "@causerie/api/schemas";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator, IconButton } from "@causerie/ui";
import { Ban, Ellipsis, Pencil, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RenameKey } from "./rename-key.tsx";
import { RevokeKey } from "./revoke-key.tsx";
import { RotateKey } from "./rotate-key.tsx";

/** What can be done with a key. */
export function KeyMenu({
  item,
  expired,
  onRotated,
}: {
  item: KeyView;
  expired: boolean;
  onRotated: (key: NewKey) => void;
}) {
  const t = useTranslations("keys");
  const [doing, setDoing] = useState<"rename" | "rotate" | "revoke" | null>(null);
  const done = () => setDoing(null);
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={<IconButton label={t("actionsFor", { name: item.name })} icon={<Ellipsis />} />}
      >
        <DropdownMenuItem icon={<Pencil />} onSelect={() => setDoing("rename")}>
          {t("rename")}
        </DropdownMenuItem>
        {!expired && (
          <DropdownMenuItem icon={<RefreshCw />} onSelect={() => setDoing("rotate")}>
            {t("rotateMenu")}
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<Ban />} tone="danger" onSelect={() => setDoing("revoke")}>
          {t("revokeMenu")}
        </DropdownMenuItem>
      </DropdownMenu>
      {doing === "rename" && <RenameKey item={item} onDone={done} />}
      {doing === "rotate" && <RotateKey item={item} onDone={done} onRotated={onRotated} />}
      {doing === "revoke" && <RevokeKey item={item} onDone={done} />}
    </>
  );
}
