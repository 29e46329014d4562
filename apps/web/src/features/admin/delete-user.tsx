"use client";

import type { UserView } from "@causerie/api/schemas";
import { Dialog } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { DeleteUserForm } from "./delete-user-form.tsx";

export type DeleteUserProps = { user: UserView; open: boolean; onOpenChange: (open: boolean) => void };

export function DeleteUser({ user, open, onOpenChange }: DeleteUserProps) {
  const t = useTranslations("admin.users");
  const common = useTranslations("common");
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("deleteQuestion", { username: user.username })}
      description={t("deleteConsequence")}
      closeLabel={common("cancel")}
    >
      <DeleteUserForm user={user} onDeleted={() => onOpenChange(false)} />
    </Dialog>
  );
}
