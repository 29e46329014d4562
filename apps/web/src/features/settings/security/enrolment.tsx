"use client";

import { Button, Field } from "@causerie/ui";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CopyField } from "#components/copy-field.tsx";
import { CodeInput } from "#components/form/code-input.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import { useForm } from "#components/form/use-form.ts";
import { trpc } from "#trpc/client.ts";
import { ProofForm } from "./proof-form.tsx";

/** Loaded only here: nobody else draws one. */
const QrCode = dynamic(() => import("./qr-code.tsx").then((module) => module.QrCode), {
  ssr: false,
  loading: () => <div className="size-48" />,
});

/** The password, then the new secret and a code of it. */
export function Enrolment({ onConfirmed }: { onConfirmed: (recoveryCodes: readonly string[]) => void }) {
  const common = useTranslations("settings.security");
  const enrol = trpc.secondFactors.enrol.useMutation();
  const [made, setMade] = useState<{ secret: string; uri: string } | null>(null);
  if (made) return <Confirmation {...made} onConfirmed={onConfirmed} />;
  return (
    <ProofForm submitLabel={common("factorNext")} onProof={async (proof) => setMade(await enrol.mutateAsync(proof))} />
  );
}

function Confirmation({
  secret,
  uri,
  onConfirmed,
}: {
  secret: string;
  uri: string;
  onConfirmed: (recoveryCodes: readonly string[]) => void;
}) {
  const t = useTranslations("settings.security");
  const forms = useTranslations("forms");
  const confirm = trpc.secondFactors.confirm.useMutation();
  const { formProps, errors, message, busy } = useForm({
    fields: { code: "code" },
    fieldOf: { TOTP_INVALID: "code" },
    async onSubmit({ code }) {
      onConfirmed((await confirm.mutateAsync({ code })).recoveryCodes);
    },
  });
  return (
    <form {...formProps} className="flex flex-col gap-5">
      <p>{t("factorScan")}</p>
      <div className="self-center">
        <QrCode text={uri} label={t("factorQrCode")} />
      </div>
      <div>
        <p className="mb-2 text-ink-muted text-sm">{t("factorByHand")}</p>
        <CopyField label={t("factorSecret")} copyLabel={t("factorCopySecret")} value={secret} />
      </div>
      <Field label={forms("code")} hint={t("factorCodeHint")} error={errors.code} required>
        <CodeInput autoFocus />
      </Field>
      <FormMessage message={message} />
      <Button type="submit" variant="primary" busy={busy}>
        {t("factorConfirm")}
      </Button>
    </form>
  );
}
