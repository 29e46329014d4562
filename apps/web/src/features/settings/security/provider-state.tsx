"use client";

import type { IdentityOutput } from "@causerie/api/schemas";
import { Button, Dialog } from "@causerie/ui";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
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
  const common = useTranslations("common");
  const format = useFormatter();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const unlink = trpc.identities.unlink.useMutation();
  if (!identity) return <p className="text-ink-muted">{t("providerNone", { name })}</p>;
  const date = format.dateTime(new Date(identity.createdAt), { dateStyle: "long" });
  return (
    <div className="flex flex-col items-start gap-4">
      <p>{t("providerLinked", { email: identity.email, date })}</p>
      {hasPassword && (
        <Dialog
          open={open}
          onOpenChange={setOpen}
          trigger={<Button>{t("providerUnlink")}</Button>}
          title={t("providerUnlinkQuestion", { name })}
          description={t("providerUnlinkConsequence")}
          closeLabel={common("cancel")}
        >
          <ProofForm
            submitLabel={t("providerUnlink")}
            onProof={async ({ password }) => {
              await unlink.mutateAsync({ password });
              setOpen(false);
              router.refresh();
            }}
          />
        </Dialog>
      )}
    </div>
  );
}
