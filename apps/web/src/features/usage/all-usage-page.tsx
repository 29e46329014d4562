import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { BudgetPanel } from "./budget-panel.tsx";
import { dayOf, periodOf, usualSpan } from "./period.ts";
import { UsagePanel } from "./usage-panel.tsx";

export async function AllUsagePage() {
  await requireAdmin("/admin/usage");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("usage"), getHydration()]);
  const today = dayOf(Date.now());
  const period = periodOf(usualSpan, today);
  await Promise.all([
    trpc.usage.all.prefetch({ ...period, by: "day" }),
    trpc.usage.all.prefetch({ ...period, by: "user" }),
    trpc.budgets.list.prefetch(),
    trpc.budgets.subjects.prefetch({ query: "" }),
  ]);
  return (
    <ClientMessages namespaces={["forms", "usage"]}>
      <HydrateClient>
        <PageHeading title={t("allTitle")} description={t("allDescription")} />
        <BudgetPanel />
        <UsagePanel whose="all" today={today} />
      </HydrateClient>
    </ClientMessages>
  );
}
