"use client";

import { Button, Checkbox, RadioGroup, toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import type { ExpiryDays } from "#components/link/expiry.ts";
import { ExpirySelect } from "#components/link/expiry-select.tsx";
import { trpc } from "#trpc/client.ts";
import { toFailure } from "#trpc/client-failure.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** What a new link shows, to whom it names whom, and for how long. */
export function NewShareForm({ conversationId }: { conversationId: string }) {
  const t = useTranslations("shares");
  const common = useTranslations("common.link");
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const [kind, setKind] = useState<"snapshot" | "live">("snapshot");
  const [showNames, setShowNames] = useState(false);
  const [days, setDays] = useState<ExpiryDays>(7);
  const create = trpc.shares.create.useMutation({
    onSuccess(share) {
      utils.shares.list.setData({ conversationId }, (data) => data && { items: [share, ...data.items] });
      toast({ message: common("created") });
    },
    onSettled: () => utils.shares.list.invalidate({ conversationId }),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    create.mutate({ conversationId, live: kind === "live", showNames, ...(days !== null && { expiresInDays: days }) });
  };
  const message = create.error && (toFailure(create.error).code === "CONFLICT" ? t("empty") : errorText(create.error));
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-4">
      <RadioGroup
        label={t("kind")}
        value={kind}
        onValueChange={setKind}
        options={[
          { value: "snapshot", label: t("snapshot"), hint: t("snapshotHint") },
          { value: "live", label: t("live"), hint: t("liveHint") },
        ]}
      />
      <Checkbox label={t("showNames")} hint={t("showNamesHint")} checked={showNames} onCheckedChange={setShowNames} />
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-40 flex-1">
          <ExpirySelect value={days} onChange={setDays} />
        </div>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {common("create")}
        </Button>
      </div>
      <FormMessage message={message} />
    </form>
  );
}
