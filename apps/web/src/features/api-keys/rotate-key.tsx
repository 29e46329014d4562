"use client";

import type { KeyView, NewKey } from "@causerie/api/schemas";
import { AlertDialog, Field, Select, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** For how many hours the old key may stay good. */
const overlaps = [0, 1, 24, 72, 168] as const;

/** A new secret for a key, and for how long the old one stays good beside it. */
export function RotateKey({
  item,
  onDone,
  onRotated,
}: {
  item: KeyView;
  onDone: () => void;
  onRotated: (key: NewKey) => void;
}) {
  const t = useTranslations("keys");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [overlapHours, setOverlapHours] = useState(24);
  const rotate = trpc.apiKeys.rotate.useMutation({
    onSuccess(key) {
      onDone();
      onRotated(key);
    },
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onDone()}
      title={t("rotateQuestion", { name: item.name })}
      description={t("rotateConsequence")}
      confirmLabel={t("rotate")}
      cancelLabel={common("cancel")}
      tone="primary"
      busy={rotate.isPending}
      onConfirm={(event) => {
        event.preventDefault();
        rotate.mutate({ id: item.id, overlapHours });
      }}
    >
      <Field label={t("overlap")}>
        <Select
          value={String(overlapHours)}
          onValueChange={(value) => setOverlapHours(Number(value))}
          options={overlaps.map((hours) => ({
            value: String(hours),
            label:
              hours === 0
                ? t("overlapNone")
                : hours < 24
                  ? t("overlapHours", { count: hours })
                  : t("overlapDays", { count: hours / 24 }),
          }))}
        />
      </Field>
    </AlertDialog>
  );
}
