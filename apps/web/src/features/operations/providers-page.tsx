import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { NewProvider } from "./new-provider.tsx";
import { ProviderList } from "./provider-list.tsx";
export async function ProvidersPage() {
  await requireAdmin("/admin/providers");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("operations.providers"), getHydration()]);
  await trpc.providers.list.prefetch();
  return (
    <ClientMessages namespaces={["operations"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} action={<NewProvider />} />
        <ProviderList />
      </HydrateClient>
    </ClientMessages>
  );
}
