import { ClientMessages } from "#i18n/client-messages.tsx";
import { requireUser } from "#session/viewer.ts";
import { getHydration } from "#trpc/hydration.ts";
import { KeyPanel } from "./key-panel.tsx";

export async function ApiKeysPage() {
  const viewer = await requireUser("/settings/keys");
  const { trpc, HydrateClient } = await getHydration();
  await trpc.apiKeys.list.prefetch();
  return (
    <ClientMessages namespaces={["forms", "keys"]}>
      <HydrateClient>
        <KeyPanel isAdmin={viewer.role === "admin"} />
      </HydrateClient>
    </ClientMessages>
  );
}
