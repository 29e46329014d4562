"use client";

import type { MemberRole } from "@causerie/api/schemas";
import { Button, Field, Input, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";
import { RoleSelect } from "./role-select.tsx";
import { usePeople } from "./use-people.ts";

/** Lets someone who has an account take part. What was typed stays until they do. */
export function AddPersonForm({ conversationId }: { conversationId: string }) {
  const t = useTranslations("members.add");
  const [role, setRole] = useState<MemberRole>("writer");
  const { refresh } = usePeople(conversationId);
  const add = trpc.members.add.useMutation();
  const { formProps, errors, message, busy, reset } = useForm({
    fields: { who: "person" },
    fieldOf: { PERSON_UNKNOWN: "who", CONFLICT: "who" },
    failureTexts: { CONFLICT: t("yourself") },
    async onSubmit({ who }) {
      await add.mutateAsync({ conversationId, who, role });
      reset();
      toast({ message: t("added") });
      await refresh();
    },
  });
  return (
    <section aria-labelledby="add-person">
      <h3 id="add-person" className="mb-3 font-semibold">
        {t("title")}
      </h3>
      <form {...formProps} className="flex flex-col gap-3">
        <Field label={t("who")} hint={t("hint")} error={errors.who}>
          <Input name="who" autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={254} />
        </Field>
        <div className="flex items-end gap-2">
          <div className="flex-1">
            <RoleSelect value={role} onChange={setRole} />
          </div>
          <Button type="submit" variant="primary" busy={busy}>
            {t("submit")}
          </Button>
        </div>
        <FormMessage message={message} />
      </form>
    </section>
  );
}
