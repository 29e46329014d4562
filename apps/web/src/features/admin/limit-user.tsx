"use client";

import type { UserView } from "@causerie/api/schemas";
import { Button, Dialog, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";
import { NumberField } from "./number-field.tsx";

export type LimitUserProps = { user: UserView; open: boolean; onOpenChange: (open: boolean) => void };

/** How many messages someone may send a minute; an empty field: as everybody. */
export function LimitUser({ user, open, onOpenChange }: LimitUserProps) {
  const t = useTranslations("admin.users");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [text, setText] = useState(user.messagesPerMinute?.toString() ?? "");
  const update = trpc.users.update.useMutation({
    onSuccess() {
      toast({ tone: "success", message: common("saved") });
      onOpenChange(false);
    },
    onSettled: () => utils.users.list.invalidate(),
  });
  const limit = text.trim() === "" ? null : Number(text);
  const wrong = limit !== null && !(Number.isInteger(limit) && limit >= 1 && limit <= 100_000);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong) update.mutate({ id: user.id, data: { messagesPerMinute: limit } });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("limitTitle", { username: user.username })}
      description={t("limitDescription")}
      closeLabel={common("cancel")}
    >
      <form onSubmit={submit} method="post" noValidate className="flex flex-col gap-5">
        <NumberField
          label={t("limitLabel")}
          value={text}
          error={wrong ? t("limitWrong") : undefined}
          onValueChange={setText}
        />
        <FormMessage message={update.error ? errorText(update.error) : null} />
        <Button type="submit" variant="primary" busy={update.isPending}>
          {common("save")}
        </Button>
      </form>
    </Dialog>
  );
}
