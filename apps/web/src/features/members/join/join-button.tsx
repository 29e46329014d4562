"use client";

import { Button } from "@causerie/ui";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** Says yes to an invitation, and goes to the conversation by a full load: its list is read with it. */
export function JoinButton({ token }: { token: string }) {
  const t = useTranslations("members.join");
  const errorText = useErrorText();
  const [leaving, setLeaving] = useState(false);
  const join = trpc.members.join.useMutation({
    onSuccess({ conversationId }) {
      setLeaving(true);
      window.location.assign(`/c/${conversationId}`);
    },
  });
  return (
    <>
      <Button variant="primary" busy={join.isPending || leaving} onClick={() => join.mutate({ token })}>
        {t("submit")}
      </Button>
      <Button asChild variant="quiet">
        <Link href="/" prefetch={false}>
          {t("later")}
        </Link>
      </Button>
      {join.error && (
        <div className="basis-full">
          <FormMessage message={errorText(join.error)} />
        </div>
      )}
    </>
  );
}
