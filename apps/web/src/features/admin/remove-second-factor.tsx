"use client";

import type { UserView } from "@causerie/api/schemas";
import { DropdownMenuItem, toast } from "@causerie/ui";
import { ShieldOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { toFailure } from "#trpc/client-failure.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** For someone who lost their app and their recovery codes: their password alone is enough again. */
export function RemoveSecondFactor({ user: { id, username } }: { user: UserView }) {
  const t = useTranslations("admin.users");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const remove = trpc.secondFactors.removeOf.useMutation({
    onSuccess: () => toast({ tone: "success", message: t("factorRemoved", { username }) }),
    onSettled: () => utils.users.list.invalidate(),
    onError(error) {
      const none = toFailure(error).code === "NOT_FOUND";
      toast({ tone: none ? "neutral" : "danger", message: none ? t("factorNone", { username }) : errorText(error) });
    },
  });
  return (
    <DropdownMenuItem icon={<ShieldOff />} onSelect={() => remove.mutate({ userId: id })}>
      {t("removeFactor")}
    </DropdownMenuItem>
  );
}
