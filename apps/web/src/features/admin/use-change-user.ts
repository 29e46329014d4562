"use client";

import type { UserView } from "@causerie/api/schemas";
import { toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

type Change = { role: UserView["role"] } | { isActive: boolean };

/** Changes an account at once and offers the way back, instead of asking before. */
export function useChangeUser(user: UserView) {
  const t = useTranslations("admin.users");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const update = trpc.users.update.useMutation({
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
    onSettled: () => utils.users.list.invalidate(),
  });
  return {
    busy: update.isPending,
    change(data: Change): void {
      const back: Change = "role" in data ? { role: user.role } : { isActive: user.isActive };
      const message = t(outcome(data), { username: user.username });
      const action = { label: t("undo"), onSelect: () => update.mutate({ id: user.id, data: back }) };
      update.mutate({ id: user.id, data }, { onSuccess: () => toast({ tone: "success", message, action }) });
    },
  };
}

function outcome(change: Change) {
  if ("role" in change) return change.role === "admin" ? "madeAdmin" : "removedAdmin";
  return change.isActive ? "activated" : "deactivated";
}
