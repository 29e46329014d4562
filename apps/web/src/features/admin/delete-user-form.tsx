"use client";

import type { UserView } from "@causerie/api/schemas";
import { Button, Field, Input, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { flushSync } from "react-dom";
import { FormMessage } from "#components/form/form-message.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** The email is typed, not pasted by a habit: the word that tells two people of one name apart. */
export function DeleteUserForm({ user, onDeleted }: { user: UserView; onDeleted: () => void }) {
  const t = useTranslations("admin.users");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [mismatch, setMismatch] = useState(false);
  const remove = trpc.users.delete.useMutation({
    async onSuccess() {
      toast({ tone: "success", message: t("deleted", { username: user.username }) });
      onDeleted();
      await utils.users.list.invalidate();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const control = event.currentTarget.elements.namedItem("confirmation");
    const typed = control instanceof HTMLInputElement ? control.value : "";
    const matches = typed.trim().toLowerCase() === user.email;
    // At once, so that the field is described by its error when the focus reaches it.
    flushSync(() => setMismatch(!matches));
    if (!matches && control instanceof HTMLInputElement) control.focus();
    if (matches && !remove.isPending) remove.mutate({ id: user.id });
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-5">
      <Field
        label={t("deleteConfirmLabel", { email: user.email })}
        error={mismatch ? t("deleteMismatch") : undefined}
        required
      >
        <Input name="confirmation" autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Field>
      <FormMessage message={remove.error ? errorText(remove.error) : null} />
      <Button type="submit" variant="danger" busy={remove.isPending}>
        {t("deleteConfirm")}
      </Button>
    </form>
  );
}
