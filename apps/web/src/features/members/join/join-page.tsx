import { Button } from "@causerie/ui";
import type { Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "#components/message-page.tsx";
import { requireUser } from "#session/viewer.ts";
import { JoinButton } from "./join-button.tsx";
import { readInvitation } from "./read-invitation.ts";

/** What one is invited to, before one says yes. Who is not signed in does that first, and comes back. */
export async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  await requireUser(`/join/${token}`);
  const [invitation, t] = await Promise.all([readInvitation(token), getTranslations("members.join")]);
  if (!invitation) {
    return (
      <MessagePage title={t("invalidTitle")} description={t("invalidText")}>
        <Button asChild variant="primary">
          <Link href="/">{t("home")}</Link>
        </Button>
      </MessagePage>
    );
  }
  const { conversationId, title, ownerName, role } = invitation;
  // The address holds an id, so it is no literal of the typed routes.
  if (conversationId !== null) redirect(`/c/${conversationId}` as Route);
  return (
    <MessagePage
      title={title === null ? t("titleUntitled") : t("title", { title })}
      description={t("text", { owner: ownerName, role })}
    >
      <p className="basis-full text-ink-muted">{t("seen")}</p>
      <JoinButton token={token} />
    </MessagePage>
  );
}
