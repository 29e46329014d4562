"use client";

import { useTranslations } from "next-intl";
import { InviteList } from "./invite-list.tsx";
import { NewInviteForm } from "./new-invite-form.tsx";

/** Links by which people let themselves in. */
export function Invites({ conversationId }: { conversationId: string }) {
  const t = useTranslations("members.invites");
  return (
    <section aria-labelledby="invites" className="flex flex-col gap-3">
      <div>
        <h3 id="invites" className="font-semibold">
          {t("title")}
        </h3>
        <p className="mt-1 text-ink-muted text-sm">{t("text")}</p>
      </div>
      <NewInviteForm conversationId={conversationId} />
      <InviteList conversationId={conversationId} />
    </section>
  );
}
