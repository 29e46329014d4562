import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { RegistrationForms } from "./registration-forms.tsx";

export async function RegistrationPage() {
  await requireAdmin("/admin/registration");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("admin.registration"), getHydration()]);
  await trpc.settings.registration.prefetch();
  return (
    <ClientMessages namespaces={["admin", "forms"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} />
        <RegistrationForms />
      </HydrateClient>
    </ClientMessages>
  );
}
