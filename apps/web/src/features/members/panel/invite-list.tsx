"use client";

import type { InviteView } from "@causerie/api/schemas";
import { toast } from "@causerie/ui";
import { useTranslations } from "next-intl";
import { LinkCard } from "#components/link/link-card.tsx";
import { LinkSection } from "#components/link/link-section.tsx";
import { useExpiryText } from "#components/link/use-expiry-text.ts";
import { trpc } from "#trpc/client.ts";
import { useErrorText } from "#trpc/use-error-text.ts";

/** The invitations there are. One that is revoked goes at once, and comes back if the server refuses. */
export function InviteList({ conversationId }: { conversationId: string }) {
  const t = useTranslations("members.invites");
  const common = useTranslations("common.link");
  const expiryText = useExpiryText();
  const errorText = useErrorText();
  const utils = trpc.useUtils();
  const query = trpc.members.listInvites.useQuery({ conversationId }, { staleTime: 0, refetchOnWindowFocus: true });
  const revoke = trpc.members.revokeInvite.useMutation({
    onMutate({ id }) {
      utils.members.listInvites.setData(
        { conversationId },
        (data) => data && { items: data.items.filter((item) => item.id !== id) },
      );
    },
    onSuccess: () => toast({ message: common("revoked") }),
    onError: (error) => toast({ tone: "danger", message: errorText(error) }),
    onSettled: () => utils.members.listInvites.invalidate({ conversationId }),
  });
  const usesText = ({ uses, maxUses }: InviteView) => {
    if (maxUses === null) return `${t("unlimited")}, ${t("used", { count: uses })}`;
    return uses >= maxUses ? t("usedUp") : t("left", { count: maxUses - uses });
  };
  return (
    <LinkSection query={query}>
      {(query.data?.items ?? []).map((invite) => (
        <LinkCard
          key={invite.id}
          url={new URL(`/join/${invite.token}`, window.location.origin).href}
          title={t("link", { role: invite.role })}
          facts={[usesText(invite), expiryText(invite.expiresAt)].filter((fact) => fact !== null).join(" · ")}
          onRevoke={() => revoke.mutate({ id: invite.id })}
        />
      ))}
    </LinkSection>
  );
}
