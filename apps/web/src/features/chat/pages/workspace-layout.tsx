import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { preferenceCookies } from "#preferences/cookies.ts";
import { getViewer } from "#session/viewer.ts";
import { getApp } from "#trpc/app.ts";
import { getHydration } from "#trpc/hydration.ts";
import { listInput } from "../../conversations/index.ts";
import { Workspace } from "../screen/workspace.tsx";

/** The frame of the conversations, with the list, the models and who is looking already in the page. */
export async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  // The page inside leads on to the sign-in page, and knows its own address.
  if (!viewer) return children;
  const [jar, { trpc, HydrateClient }] = await Promise.all([cookies(), getHydration()]);
  await Promise.all([
    trpc.auth.me.prefetch(),
    trpc.models.list.prefetch(),
    trpc.conversations.list.prefetchInfinite(listInput(false)),
  ]);
  return (
    <ClientMessages
      namespaces={["chat", "conversations", "forms", "markdown", "members", "models", "palette", "shares", "shell"]}
    >
      <HydrateClient>
        <Workspace
          userId={viewer.id}
          messageLimit={getApp().config.maxMessageCharacters}
          initiallyCollapsed={jar.get(preferenceCookies.sidebar)?.value === "collapsed"}
        >
          {children}
        </Workspace>
      </HydrateClient>
    </ClientMessages>
  );
}
