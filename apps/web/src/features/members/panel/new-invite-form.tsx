"use client";

import type { MemberRole } from "@causerie/api/schemas";
import { Button, Field, Select, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import type { ExpiryDays } from "#components/link/expiry.ts";
import { ExpirySelect } from "#components/link/expiry-select.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { RoleSelect } from "./role-select.tsx";

/** How many may join by one link; null: any number. */
const useChoices = [1, 10, null] as const;
const hoursPerDay = 24;

/** What a new link lets people do, for how long and how many of them. */
export function NewInviteForm({ conversationId }: { conversationId: string }) {
  const t = useTranslations("members.invites");
  const common = useTranslations("common.link");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [role, setRole] = useState<MemberRole>("writer");
  const [days, setDays] = useState<ExpiryDays>(7);
  const [maxUses, setMaxUses] = useState<(typeof useChoices)[number]>(1);
  const create = trpc.members.createInvite.useMutation({
    onSuccess(invite) {
      utils.members.listInvites.setData({ conversationId }, (data) => data && { items: [invite, ...data.items] });
      toast({ message: common("created") });
    },
    onSettled: () => utils.members.listInvites.invalidate({ conversationId }),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    create.mutate({
      conversationId,
      role,
      ...(days !== null && { expiresInHours: days * hoursPerDay }),
      ...(maxUses !== null && { maxUses }),
    });
  };
  return (
    <form onSubmit={onSubmit} aria-labelledby="invites" className="grid grid-cols-2 items-end gap-x-2 gap-y-3">
      <RoleSelect value={role} onChange={setRole} />
      <ExpirySelect value={days} onChange={setDays} />
      <Field label={t("uses")}>
        <Select
          value={String(maxUses)}
          onValueChange={(next) => setMaxUses(useChoices.find((choice) => String(choice) === next) ?? null)}
          options={useChoices.map((count) => ({
            value: String(count),
            label: count === null ? t("anyone") : t("times", { count }),
          }))}
        />
      </Field>
      <Button type="submit" busy={create.isPending}>
        {common("create")}
      </Button>
      {create.error && (
        <div className="col-span-2">
          <FormMessage message={errorText(create.error)} />
        </div>
      )}
    </form>
  );
}
