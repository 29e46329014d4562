"use client";

import type { UserView } from "@causerie/api/schemas";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator, IconButton } from "@causerie/ui";
import { Ellipsis, ShieldMinus, ShieldPlus, Trash2, UserCheck, UserX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DeleteUser } from "./delete-user.tsx";
import { RemoveSecondFactor } from "./remove-second-factor.tsx";
import { useChangeUser } from "./use-change-user.ts";

/** What an admin can do with someone else's account. */
export function UserMenu({ user }: { user: UserView }) {
  const t = useTranslations("admin.users");
  const { busy, change } = useChangeUser(user);
  const [deleting, setDeleting] = useState(false);
  const isAdmin = user.role === "admin";
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={<IconButton label={t("actionsFor", { username: user.username })} icon={<Ellipsis />} busy={busy} />}
      >
        <DropdownMenuItem
          icon={isAdmin ? <ShieldMinus /> : <ShieldPlus />}
          onSelect={() => change({ role: isAdmin ? "user" : "admin" })}
        >
          {t(isAdmin ? "removeAdmin" : "makeAdmin")}
        </DropdownMenuItem>
        <DropdownMenuItem
          icon={user.isActive ? <UserX /> : <UserCheck />}
          onSelect={() => change({ isActive: !user.isActive })}
        >
          {t(user.isActive ? "deactivate" : "activate")}
        </DropdownMenuItem>
        <RemoveSecondFactor user={user} />
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<Trash2 />} tone="danger" onSelect={() => setDeleting(true)}>
          {t("delete")}
        </DropdownMenuItem>
      </DropdownMenu>
      <DeleteUser user={user} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}
