"use client";

import type { UserView } from "@causerie/api/schemas";
import { Button, Dialog, Field, Input, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

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
        <Field label={t("limitLabel")} error={wrong ? t("limitWrong") : undefined}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            className="max-w-32"
          />
        </Field>
        <FormMessage message={update.error ? errorText(update.error) : null} />
        <Button type="submit" variant="primary" busy={update.isPending}>
          {common("save")}
        </Button>
      </form>
    </Dialog>
  );
}
