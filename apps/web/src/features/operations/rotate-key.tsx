"use client";

import { Button } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { RotateKeyForm } from "./rotate-key-form.tsx";

export function RotateKey({ id, slug }: { id: string; slug: string }) {
  const t = useTranslations("operations.providers");
  return (
    <FormDialog
      trigger={<Button size="small">{t("rotate")}</Button>}
      title={t("rotateTitle", { slug })}
      description={t("rotateDescription")}
    >
      {(close) => <RotateKeyForm id={id} slug={slug} onDone={close} />}
    </FormDialog>
  );
}
