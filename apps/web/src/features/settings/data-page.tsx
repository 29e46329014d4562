import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { Section } from "#components/section.tsx";
import { ExportEverything, ImportConversations } from "#features/transfers/index.ts";
import { requireUser } from "#session/viewer.ts";
import { getCaller } from "#trpc/server.ts";
import { DeleteAccount } from "./delete-account.tsx";
import { DeleteConversations } from "./delete-conversations.tsx";

export async function DataPage({ searchParams }: { searchParams: Promise<{ delete?: string | string[] }> }) {
  const viewer = await requireUser("/settings/data");
  const caller = await getCaller();
  const [t, transfers, { provider }, { hasPassword, fresh }, query] = await Promise.all([
    getTranslations("settings.data"),
    getTranslations("transfers"),
    caller.auth.access(),
    caller.identities.get(),
    searchParams,
  ]);
  return (
    <>
      <PageHeading title={t("title")} />
      <Section title={transfers("exportTitle")} description={transfers("exportDescription")}>
        <ExportEverything />
      </Section>
      <Section title={transfers("importTitle")} description={transfers("importDescription")}>
        <ImportConversations />
      </Section>
      <Section title={t("conversationsTitle")} description={t("conversationsDescription")}>
        <DeleteConversations />
      </Section>
      <Section title={t("accountTitle")} description={t("accountDescription")}>
        <DeleteAccount
          {...{ hasPassword, fresh, provider }}
          username={viewer.username}
          asked={query.delete === "account"}
        />
      </Section>
    </>
  );
}
