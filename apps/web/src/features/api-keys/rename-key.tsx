"use client";

import type { KeyView } from "@causerie/api/schemas";
import { Button, Dialog, Field, Input } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";

export function RenameKey({ item, onDone }: { item: KeyView; onDone: () => void }) {
  const t = useTranslations("keys");
  const common = useTranslations("common");
  const form = useId();
  const utils = trpc.useUtils();
  const rename = trpc.apiKeys.rename.useMutation();
  const { formProps, errors, message, busy } = useForm({
    fields: { name: "keyName" },
    async onSubmit({ name }) {
      await rename.mutateAsync({ id: item.id, name });
      onDone();
      await utils.apiKeys.list.invalidate();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("renameTitle")}
      closeLabel={common("cancel")}
      footer={
        <Button variant="primary" type="submit" form={form} busy={busy}>
          {t("rename")}
        </Button>
      }
    >
      <form {...formProps} id={form} className="flex flex-col gap-4">
        <Field label={t("name")} error={errors.name} required>
          <Input name="name" defaultValue={item.name} maxLength={100} autoComplete="off" />
        </Field>
        <FormMessage message={message} />
      </form>
    </Dialog>
  );
}
