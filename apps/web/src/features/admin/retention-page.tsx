import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { Retention } from "./retention.tsx";

export async function RetentionPage() {
  await requireAdmin("/admin/retention");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("admin.retention"), getHydration()]);
  await trpc.retention.get.prefetch();
  return (
    <ClientMessages namespaces={["admin", "forms"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} />
        <Retention />
      </HydrateClient>
    </ClientMessages>
  );
}
