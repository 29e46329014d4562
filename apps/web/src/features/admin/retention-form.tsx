"use client";

import type { RetentionRules } from "@causerie/api/schemas";
import { Button, Checkbox, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { NumberField } from "./number-field.tsx";
import { RetentionPreview } from "./retention-preview.tsx";

type Days = "conversationDays" | "auditDays" | "usageDays";
const least = { conversationDays: 1, auditDays: 30, usageDays: 1 } satisfies Record<Days, number>;
const most = 36_500;

/** The number of days of each kind of thing; an empty field keeps it for ever. */
export function RetentionForm({ rules }: { rules: RetentionRules }) {
  const t = useTranslations("admin.retention");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [values, setValues] = useState({
    conversationDays: rules.conversationDays?.toString() ?? "",
    auditDays: rules.auditDays?.toString() ?? "",
    usageDays: rules.usageDays?.toString() ?? "",
  });
  const [keepPinned, setKeepPinned] = useState(rules.keepPinned);
  const update = trpc.retention.update.useMutation({
    onSuccess(state) {
      utils.retention.get.setData(undefined, state);
      toast({ tone: "success", message: common("saved") });
    },
  });
  const wrong = (name: Days) => {
    const text = values[name].trim();
    const days = Number(text);
    return text !== "" && !(Number.isInteger(days) && days >= least[name] && days <= most);
  };
  const daysOf = (name: Days) => (values[name].trim() === "" ? null : Number(values[name]));
  const entered: RetentionRules = {
    conversationDays: daysOf("conversationDays"),
    auditDays: daysOf("auditDays"),
    usageDays: daysOf("usageDays"),
    keepPinned,
  };
  const isWrong = wrong("conversationDays") || wrong("auditDays") || wrong("usageDays");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWrong) update.mutate({ data: entered });
  };
  const field = (name: Days) => ({
    label: t(name),
    hint: t(`${name}Hint`),
    value: values[name],
    error: wrong(name) ? t("daysWrong", { least: least[name], most }) : undefined,
    onValueChange: (value: string) => setValues({ ...values, [name]: value }),
  });
  return (
    <form onSubmit={submit} method="post" noValidate className="flex max-w-form flex-col gap-5">
      <NumberField {...field("conversationDays")} />
      <Checkbox label={t("keepPinned")} checked={keepPinned} onCheckedChange={setKeepPinned} />
      <NumberField {...field("auditDays")} />
      <NumberField {...field("usageDays")} />
      {!isWrong && <RetentionPreview rules={entered} />}
      <FormMessage message={update.error ? errorText(update.error) : null} />
      <Button type="submit" variant="primary" busy={update.isPending} className="self-start">
        {common("save")}
      </Button>
    </form>
  );
}
