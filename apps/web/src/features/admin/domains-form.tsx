"use client";

import type { RegistrationSettings, UpdateRegistration } from "@causerie/api/schemas";
import { Button, Field, RadioGroup, Textarea } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";

type Update = { isPending: boolean; mutate(input: { data: UpdateRegistration }): void };

const domainForm = /^([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;

/** From which domains an email must be to register: those of the environment, or a list of one's own, a line each. */
export function DomainsForm({ settings, update }: { settings: RegistrationSettings; update: Update }) {
  const t = useTranslations("admin.registration");
  const common = useTranslations("common");
  const [source, setSource] = useState(settings.set.allowedEmailDomains ? "own" : "environment");
  const [text, setText] = useState(settings.inForce.allowedEmailDomains.join("\n"));
  const [wrong, setWrong] = useState<string | null>(null);
  const listed = settings.environment.allowedEmailDomains;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const domains = text
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter((domain) => domain !== "");
    const strange = source === "own" ? domains.find((domain) => !domainForm.test(domain)) : undefined;
    setWrong(strange ?? null);
    if (strange === undefined) update.mutate({ data: { allowedEmailDomains: source === "own" ? domains : null } });
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="flex max-w-form flex-col gap-5">
      <RadioGroup
        label={t("domainsTitle")}
        labelHidden
        value={source}
        onValueChange={setSource}
        options={[
          { value: "own", label: t("ownDomains") },
          {
            value: "environment",
            label: t("environment"),
            hint: t("environmentSays", {
              variable: "ALLOWED_EMAIL_DOMAINS",
              value: listed.length > 0 ? listed.join(", ") : t("anyDomain"),
            }),
          },
        ]}
      />
      {source === "own" && (
        <Field
          label={t("domains")}
          hint={t("domainsHint")}
          error={wrong === null ? undefined : t("notADomain", { domain: wrong })}
        >
          <Textarea
            rows={4}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            spellCheck={false}
            autoCapitalize="none"
          />
        </Field>
      )}
      <Button type="submit" variant="primary" busy={update.isPending} className="self-start">
        {common("save")}
      </Button>
    </form>
  );
}
