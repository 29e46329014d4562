"use client";

import type { ProviderKind } from "@causerie/api/schemas";
import { Button, Field, Input, Select, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

const openRouterUrl = "https://openrouter.ai/api/v1";

/** Asks the provider before it is kept; one that does not answer now is kept only when that is said twice. */
export function NewProviderForm({ onCreated }: { onCreated: () => void }) {
  const t = useTranslations("operations.providers");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [kind, setKind] = useState<ProviderKind>("openrouter");
  const [untested, setUntested] = useState(false);
  const create = trpc.providers.create.useMutation({
    async onSuccess({ slug }) {
      toast({ tone: "success", message: t("created", { slug }) });
      onCreated();
      await Promise.all([utils.providers.invalidate(), utils.models.invalidate()]);
    },
    onError: (error) => setUntested(error.data?.appCode === "PROVIDER_TEST_FAILED"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const text = (name: string) => String(values.get(name) ?? "").trim();
    const models = text("models")
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const apiKey = text("apiKey");
    create.mutate({
      kind,
      slug: text("slug"),
      baseUrl: text("baseUrl"),
      models,
      untested,
      ...(apiKey === "" ? {} : { apiKey }),
    });
  };
  const kinds = [
    { value: "openrouter", label: t("kind.openrouter") },
    { value: "compatible", label: t("kind.compatible") },
  ];
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-5">
      <Field label={t("kindLabel")}>
        <Select
          options={kinds}
          value={kind}
          onValueChange={(value) => setKind(value === "compatible" ? "compatible" : "openrouter")}
        />
      </Field>
      <Field label={t("slug")} hint={t("slugHint")} required>
        <Input name="slug" pattern="[a-z][a-z0-9\-]{0,30}" required autoComplete="off" autoCapitalize="none" />
      </Field>
      <Field label={t("baseUrl")} hint={t("baseUrlHint")} required>
        <Input
          key={kind}
          name="baseUrl"
          type="url"
          required
          defaultValue={kind === "openrouter" ? openRouterUrl : ""}
          autoComplete="off"
        />
      </Field>
      <Field label={t("apiKey")} hint={t("apiKeyHint")} required={kind === "openrouter"}>
        <Input name="apiKey" type="password" autoComplete="off" required={kind === "openrouter"} />
      </Field>
      <Field label={t("modelNames")} hint={t("modelNamesHint")}>
        <Input name="models" autoComplete="off" autoCapitalize="none" />
      </Field>
      <FormMessage message={create.error ? errorText(create.error) : null} />
      <Button type="submit" variant="primary" busy={create.isPending}>
        {t(untested ? "createUntested" : "create")}
      </Button>
    </form>
  );
}
