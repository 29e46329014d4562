import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { auditInput } from "./audit-input.ts";
import { AuditLog } from "./audit-log.tsx";

export async function AuditPage() {
  await requireAdmin("/admin/audit");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("admin.audit"), getHydration()]);
  await Promise.all([
    trpc.audit.list.prefetchInfinite(auditInput({ person: "", action: "", from: "", to: "" })),
    trpc.audit.actions.prefetch(),
  ]);
  return (
    <ClientMessages namespaces={["admin", "auditActions", "auditDetails"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} />
        <AuditLog />
      </HydrateClient>
    </ClientMessages>
  );
}
