import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireUser } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { MyBudgets } from "./my-budgets.tsx";
import { dayOf, periodOf, usualSpan } from "./period.ts";
import { UsagePanel } from "./usage-panel.tsx";

export async function UsagePage() {
  await requireUser("/settings/usage");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("usage"), getHydration()]);
  const today = dayOf(Date.now());
  const period = periodOf(usualSpan, today);
  await Promise.all([
    trpc.usage.mine.prefetch({ ...period, by: "day" }),
    trpc.usage.mine.prefetch({ ...period, by: "model" }),
    trpc.budgets.mine.prefetch(),
  ]);
  return (
    <ClientMessages namespaces={["usage"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} />
        <MyBudgets />
        <UsagePanel whose="mine" today={today} />
      </HydrateClient>
    </ClientMessages>
  );
}
