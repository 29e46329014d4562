"use client";

import type { SecondFactorState } from "@causerie/api/schemas";
import { Button, Dialog, Notice, toast } from "@causerie/ui";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { trpc } from "#trpc/client.ts";
import { CodeProofForm } from "./code-proof-form.tsx";
import { Enrolment } from "./enrolment.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** Below this, a person should make new ones while they can. */
const fewCodes = 3;

/** The second factor as it stands, and what can be done with it, each in a window of its own. */
export function SecondFactor({ state }: { state: SecondFactorState }) {
  const t = useTranslations("settings.security");
  const common = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState<"enrol" | "renew" | "disable" | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = trpc.secondFactors.renewRecoveryCodes.useMutation();
  const disable = trpc.secondFactors.disable.useMutation();

  const dialog = (name: NonNullable<typeof open>) => ({
    open: open === name,
    closeLabel: common("close"),
    onOpenChange(next: boolean) {
      setOpen(next ? name : null);
      if (next) return;
      setCodes(null);
      router.refresh();
    },
  });
  const close = () => dialog("enrol").onOpenChange(false);
  const shown = codes && <RecoveryCodes codes={codes} onDone={close} />;

  if (!state.enabled || open === "enrol") {
    return (
      <Dialog
        {...dialog("enrol")}
        trigger={<Button variant="primary">{t("factorEnable")}</Button>}
        title={t(codes ? "codesTitle" : "factorEnable")}
        description={codes ? t("codesDescription") : t("factorEnableDescription")}
      >
        {shown ?? <Enrolment onConfirmed={setCodes} />}
      </Dialog>
    );
  }
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice tone={state.recoveryCodesLeft < fewCodes ? "warning" : "success"}>
        {t("factorEnabled", { count: state.recoveryCodesLeft })}
      </Notice>
      <div className="flex flex-wrap gap-2">
        <Dialog
          {...dialog("renew")}
          trigger={<Button>{t("codesRenew")}</Button>}
          title={t(codes ? "codesTitle" : "codesRenew")}
          description={t(codes ? "codesDescription" : "codesRenewDescription")}
        >
          {shown ?? (
            <CodeProofForm
              submitLabel={t("codesRenew")}
              tone="primary"
              onProof={async (proof) => setCodes((await renew.mutateAsync(proof)).recoveryCodes)}
            />
          )}
        </Dialog>
        <Dialog
          {...dialog("disable")}
          trigger={<Button variant="danger">{t("factorDisable")}</Button>}
          title={t("factorDisable")}
          description={t("factorDisableDescription")}
        >
          <CodeProofForm
            submitLabel={t("factorDisable")}
            tone="danger"
            onProof={async (proof) => {
              await disable.mutateAsync(proof);
              close();
              toast({ tone: "success", message: t("factorDisabled") });
            }}
          />
        </Dialog>
      </div>
    </div>
  );
}
