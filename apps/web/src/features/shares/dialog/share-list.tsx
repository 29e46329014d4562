"use client";

import type { ShareView } from "@causerie/api/schemas";
import { toast } from "@causerie/ui";
import { useFormatter, useTranslations } from "next-intl";
import { LinkCard } from "#components/link/link-card.tsx";
import { LinkSection } from "#components/link/link-section.tsx";
import { useExpiryText } from "#components/link/use-expiry-text.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** The links to a conversation. One that is revoked goes at once, and comes back if the server refuses. */
export function ShareList({ conversationId }: { conversationId: string }) {
  const t = useTranslations("shares");
  const common = useTranslations("common.link");
  const format = useFormatter();
  const expiryText = useExpiryText();
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const query = trpc.shares.list.useQuery({ conversationId }, { staleTime: 0 });
  const revoke = trpc.shares.revoke.useMutation({
    onMutate({ id }) {
      utils.shares.list.setData(
        { conversationId },
        (data) => data && { items: data.items.filter((item) => item.id !== id) },
      );
    },
    onSuccess: () => toast({ message: common("revoked") }),
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
    onSettled: () => utils.shares.list.invalidate({ conversationId }),
  });
  const titleOf = ({ live, createdAt }: ShareView) =>
    t("linkOf", {
      kind: live ? "live" : "snapshot",
      date: format.dateTime(new Date(createdAt), { dateStyle: "medium", timeStyle: "short" }),
    });
  const items = query.data?.items ?? [];
  return (
    <section aria-label={t("links")} className="flex flex-col gap-3">
      {items.length > 0 && <h3 className="font-semibold">{t("links")}</h3>}
      <LinkSection query={query}>
        {items.map((share) => (
          <LinkCard
            key={share.id}
            url={new URL(`/share/${share.token}`, window.location.origin).href}
            title={titleOf(share)}
            facts={[share.showNames ? t("withNames") : t("withoutNames"), expiryText(share.expiresAt)]
              .filter((fact) => fact !== null)
              .join(" · ")}
            onRevoke={() => revoke.mutate({ id: share.id })}
          />
        ))}
      </LinkSection>
    </section>
  );
}
