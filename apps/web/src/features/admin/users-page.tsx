import { getTranslations } from "next-intl/server";
import { PageHeading } from "#components/page-heading.tsx";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireAdmin } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { NewUser } from "./new-user.tsx";
import { UserList } from "./user-list.tsx";
import { usersInput } from "./users-input.ts";

export async function UsersPage() {
  const viewer = await requireAdmin("/admin/users");
  const [t, { trpc, HydrateClient }] = await Promise.all([getTranslations("admin.users"), getHydration()]);
  await Promise.all([trpc.users.list.prefetchInfinite(usersInput("")), trpc.budgets.list.prefetch()]);
  return (
    <ClientMessages namespaces={["admin", "forms", "usage"]}>
      <HydrateClient>
        <PageHeading title={t("title")} description={t("description")} action={<NewUser />} />
        <UserList viewerId={viewer.id} />
      </HydrateClient>
    </ClientMessages>
  );
}
