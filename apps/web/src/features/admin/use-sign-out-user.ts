"use client";

import type { UserView } from "@causerie/api/schemas";
import { toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Ends what someone has open, on every device. */
export function useSignOutUser(user: UserView) {
  const t = useTranslations("admin.users");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const signOut = trpc.users.signOut.useMutation({
    onSuccess: () => toast({ tone: "success", message: t("signedOut", { username: user.username }) }),
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
    onSettled: () => utils.users.list.invalidate(),
  });
  return { busy: signOut.isPending, signOut: () => signOut.mutate({ id: user.id }) };
}
