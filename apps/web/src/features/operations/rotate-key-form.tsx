"use client";

import { Button, Field, Input, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** A new key in the old one's place; the old one stays until the provider has taken the new one. */
export function RotateKeyForm({ id, slug, onDone }: { id: string; slug: string; onDone: () => void }) {
  const t = useTranslations("operations.providers");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const rotate = trpc.providers.rotateKey.useMutation({
    async onSuccess() {
      toast({ tone: "success", message: t("rotated", { slug }) });
      onDone();
      await utils.providers.invalidate();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    rotate.mutate({ id, apiKey: String(new FormData(event.currentTarget).get("apiKey") ?? "") });
  };
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-5">
      <Field label={t("apiKey")} required>
        <Input name="apiKey" type="password" autoComplete="off" required />
      </Field>
      <FormMessage message={rotate.error ? errorText(rotate.error) : null} />
      <Button type="submit" variant="primary" busy={rotate.isPending}>
        {t("rotateConfirm")}
      </Button>
    </form>
  );
}
