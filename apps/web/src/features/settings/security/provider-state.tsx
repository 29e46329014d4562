"use client";

import type { IdentityOutput } from "@causerie/api/schemas";
import { Button } from "@causerie/ui";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { trpc } from "#trpc/client.ts";
import { ProofForm } from "./proof-form.tsx";

/** How the account is known at the provider, and the end of that for who has a password. */
export function ProviderState({
  name,
  identity,
  hasPassword,
}: Pick<IdentityOutput, "identity" | "hasPassword"> & {
  name: string;
}) {
  const t = useTranslations("settings.security");
  const format = useFormatter();
  const router = useRouter();
  const unlink = trpc.identities.unlink.useMutation();
  if (!identity) return <p className="text-ink-muted">{t("providerNone", { name })}</p>;
  const date = format.dateTime(new Date(identity.createdAt), { dateStyle: "long" });
  return (
    <div className="flex flex-col items-start gap-4">
      <p>{t("providerLinked", { email: identity.email, date })}</p>
      {hasPassword && (
        <FormDialog
          trigger={<Button>{t("providerUnlink")}</Button>}
          title={t("providerUnlinkQuestion", { name })}
          description={t("providerUnlinkConsequence")}
        >
          {(close) => (
            <ProofForm
              submitLabel={t("providerUnlink")}
              onProof={async ({ password }) => {
                await unlink.mutateAsync({ password });
                close();
                router.refresh();
              }}
            />
          )}
        </FormDialog>
      )}
    </div>
  );
}
