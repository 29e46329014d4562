"use client";

import type { PersonView } from "@causerie/api/schemas";
import { AlertDialog, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { usePeople } from "./use-people.ts";

export type PersonQuestionProps = {
  conversationId: string;
  question: { kind: "remove" | "handOver"; person: PersonView };
  onDone: () => void;
};

/** Asks before someone is removed or becomes the owner, and says what follows. A refusal shows in place. */
export function PersonQuestion({ conversationId, question, onDone }: PersonQuestionProps) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { refresh } = usePeople(conversationId);
  const { kind, person } = question;
  const name = person.username;
  const onSuccess = async () => {
    toast({ message: kind === "remove" ? t("removed", { name }) : t("handedOver", { name }) });
    onDone();
    await refresh();
  };
  const remove = trpc.members.remove.useMutation({ onSuccess });
  const handOver = trpc.members.transfer.useMutation({ onSuccess });
  const change = kind === "remove" ? remove : handOver;
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t(`${kind}Title`, { name })}
      description={t(`${kind}Text`, { name })}
      confirmLabel={t(kind)}
      cancelLabel={common("cancel")}
      tone={kind === "remove" ? "danger" : "primary"}
      busy={change.isPending}
      onConfirm={(event) => {
        event.preventDefault();
        change.mutate({ conversationId, userId: person.userId });
      }}
    >
      <FormMessage message={change.error && errorText(change.error)} />
    </AlertDialog>
  );
}
