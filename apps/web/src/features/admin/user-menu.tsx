"use client";

import type { UserView } from "@causerie/api/schemas";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator, IconButton } from "@causerie/ui";
import {
  CircleDollarSign,
  Ellipsis,
  Gauge,
  LogOut,
  ShieldMinus,
  ShieldPlus,
  Trash2,
  UserCheck,
  UserX,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { UserBudgets } from "../usage/index.ts";
import { DeleteUser } from "./delete-user.tsx";
import { LimitUser } from "./limit-user.tsx";
import { RemoveSecondFactor } from "./remove-second-factor.tsx";
import { useChangeUser } from "./use-change-user.ts";
import { useSignOutUser } from "./use-sign-out-user.ts";

/** What an admin can do with someone else's account. */
export function UserMenu({ user }: { user: UserView }) {
  const t = useTranslations("admin.users");
  const { busy, change } = useChangeUser(user);
  const sessions = useSignOutUser(user);
  const [limiting, setLimiting] = useState(false);
  const [budgeting, setBudgeting] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const isAdmin = user.role === "admin";
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <IconButton
            label={t("actionsFor", { username: user.username })}
            icon={<Ellipsis />}
            busy={busy || sessions.busy}
          />
        }
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
        <DropdownMenuItem icon={<Gauge />} onSelect={() => setLimiting(true)}>
          {t("limit")}
        </DropdownMenuItem>
        <DropdownMenuItem icon={<CircleDollarSign />} onSelect={() => setBudgeting(true)}>
          {t("budgets")}
        </DropdownMenuItem>
        <DropdownMenuItem icon={<LogOut />} onSelect={sessions.signOut}>
          {t("signOut")}
        </DropdownMenuItem>
        {user.hasSecondFactor && <RemoveSecondFactor user={user} />}
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={<Trash2 />} tone="danger" onSelect={() => setDeleting(true)}>
          {t("delete")}
        </DropdownMenuItem>
      </DropdownMenu>
      {limiting && <LimitUser user={user} open onOpenChange={setLimiting} />}
      {budgeting && <UserBudgets user={user} open onOpenChange={setBudgeting} />}
      <DeleteUser user={user} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}
