import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { SystemReport } from "./system-report.tsx";

export async function SystemPage() {
  await requireAdmin("/admin/system");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("operations.system"), getHydration()]);
  await trpc.system.status.prefetch();
  return (
    <ClientMessages namespaces={["operations"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} />
        <SystemReport />
      </HydrateClient>
    </ClientMessages>
  );
}
