import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { requireUser } from "#session/viewer.ts";
import { DeleteAccount } from "./delete-account.tsx";
import { DeleteConversations } from "./delete-conversations.tsx";
import { Section } from "./section.tsx";

export async function DataPage() {
  await requireUser("/settings/data");
  const t = await getTranslations("settings.data");
  return (
    <>
      <PageHeading title={t("title")} />
      <Section title={t("conversationsTitle")} description={t("conversationsDescription")}>
        <DeleteConversations />
      </Section>
      <Section title={t("accountTitle")} description={t("accountDescription")}>
        <DeleteAccount />
      </Section>
    </>
  );
}
