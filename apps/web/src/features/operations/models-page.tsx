import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { ManagedModelList } from "./managed-model-list.tsx";

export async function ModelsPage() {
  await requireAdmin("/admin/models");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("operations.models"), getHydration()]);
  await trpc.models.listManaged.prefetch();
  return (
    <ClientMessages namespaces={["operations"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} />
        <ManagedModelList />
      </HydrateClient>
    </ClientMessages>
  );
}
