"use client";

import { AlertDialog, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import type { ChatStore } from "../store/chat-store.ts";

/** Asks before a message goes, with all that hangs on it: it says how much that is. */
export function DeleteMessageDialog({
  store,
  messageId,
  onDone,
}: {
  store: ChatStore;
  messageId: string;
  onDone: () => void;
}) {
  const t = useTranslations("chat");
  const errorText = useErrorText();
  const { data, error } = trpc.messages.countBelow.useQuery({ id: messageId }, { staleTime: 0, gcTime: 0 });
  const remove = (event: { preventDefault: () => void }) => {
    // Nobody agrees to what was not said yet.
    if (!data) {
      event.preventDefault();
      return;
    }
    store.remove(messageId).then(
      () => toast({ message: t("messageDeleted") }),
      (failed: unknown) => toast({ tone: "danger", message: errorText(failed) }),
    );
  };
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("deleteTitle")}
      description={
        error ? errorText(error) : data ? t("deleteText", { count: data.messages - 1 }) : t("deleteCounting")
      }
      confirmLabel={t("delete")}
      cancelLabel={t("cancel")}
      onConfirm={remove}
    />
  );
}
