import { getHydration } from "#trpc/hydration.ts";
import { ImportPanel } from "./import-panel.tsx";

/** The import as it stands when the page is asked for, and from then on. */
export async function ImportConversations() {
  const { trpc, HydrateClient } = await getHydration();
  await trpc.imports.list.prefetch();
  return (
    <HydrateClient>
      <ImportPanel />
    </HydrateClient>
  );
}
