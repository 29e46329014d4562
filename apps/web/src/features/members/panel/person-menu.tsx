"use client";

import type { MemberRole, PersonView } from "@causerie/api/schemas";
import {
  DropdownMenu,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuSeparator,
  toast,
} from "@causerie/ui";
import { KeyRound, UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement } from "react";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import type { PersonQuestionProps } from "./person-question.tsx";
import { memberRoles } from "./roles.ts";
import { usePeople } from "./use-people.ts";

/** What an owner can do about a member. A role changes at once, and back if the server refuses. */
export function PersonMenu({
  conversationId,
  person,
  trigger,
  onAsk,
}: {
  conversationId: string;
  person: PersonView;
  trigger: ReactElement;
  onAsk: (question: PersonQuestionProps["question"]) => void;
}) {
  const t = useTranslations("members");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const { refresh } = usePeople(conversationId);
  const { userId, role } = person;
  const setRole = trpc.members.setRole.useMutation({
    onMutate({ role: next }) {
      utils.members.list.setData(
        { conversationId },
        (data) =>
          data && { items: data.items.map((item) => (item.userId === userId ? { ...item, role: next } : item)) },
      );
    },
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
    onSettled: refresh,
  });
  return (
    <DropdownMenu trigger={trigger} align="end">
      <DropdownMenuLabel>{t("role")}</DropdownMenuLabel>
      <DropdownMenuRadioGroup<MemberRole>
        value={role === "reader" ? "reader" : "writer"}
        onValueChange={(next) => setRole.mutate({ conversationId, userId, role: next })}
        options={memberRoles.map((value) => ({ value, label: t(`roles.${value}`) }))}
      />
      <DropdownMenuSeparator />
      <DropdownMenuItem icon={<KeyRound />} onSelect={() => onAsk({ kind: "handOver", person })}>
        {t("handOver")}
      </DropdownMenuItem>
      <DropdownMenuItem icon={<UserMinus />} tone="danger" onSelect={() => onAsk({ kind: "remove", person })}>
        {t("remove")}
      </DropdownMenuItem>
    </DropdownMenu>
  );
}
