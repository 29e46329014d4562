"use client";

import { Button, Field, Input, toast } from "@causerie/ui";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";

/** Username and trigram; an emptied trigram is given up. */
export function ProfileForm(profile: { email: string; username: string; trigram: string }) {
  const t = useTranslations("forms");
  const page = useTranslations("settings.profile");
  const common = useTranslations("common");
  const router = useRouter();
  const update = trpc.users.updateSelf.useMutation();
  const { formProps, errors, message, busy } = useForm({
    fields: { username: "username", trigram: "trigram" },
    fieldOf: { USERNAME_TAKEN: "username", TRIGRAM_TAKEN: "trigram" },
    async onSubmit({ username, trigram }) {
      await update.mutateAsync({ data: { username, trigram: trigram.trim() === "" ? null : trigram } });
      toast({ tone: "success", message: common("saved") });
      router.refresh();
    },
  });
  return (
    <form {...formProps} className="flex max-w-form flex-col gap-5">
      <Field label={t("email")} hint={page("emailHint")}>
        <Input
          name="email"
          type="email"
          value={profile.email}
          readOnly
          autoComplete="off"
          className="bg-sunken text-ink-muted"
        />
      </Field>
      <Field label={t("username")} hint={t("usernameHint")} error={errors.username} required>
        <Input
          name="username"
          defaultValue={profile.username}
          autoComplete="nickname"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field label={t("trigram")} hint={t("trigramHint")} error={errors.trigram}>
        <Input
          name="trigram"
          defaultValue={profile.trigram}
          autoComplete="off"
          maxLength={3}
          spellCheck={false}
          className="max-w-24 uppercase"
        />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy} className="self-start">
        {common("save")}
      </Button>
    </form>
  );
}
