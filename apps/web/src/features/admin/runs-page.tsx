import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { RunList } from "./run-list.tsx";

export async function RunsPage() {
  await requireAdmin("/admin/runs");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("admin.runs"), getHydration()]);
  await trpc.activeRuns.list.prefetch();
  return (
    <ClientMessages namespaces={["admin"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} />
        <RunList />
      </HydrateClient>
    </ClientMessages>
  );
}
