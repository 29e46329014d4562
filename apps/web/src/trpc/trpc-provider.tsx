"use client";

import { toast } from "@causerie/ui";
import { QueryClientProvider } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { signInPath } from "#session/next-path.ts";
import { createTrpcClient, trpc } from "./client.ts";
import { createQueryClient } from "./query-client.ts";

/** The tRPC client and its cache for everything inside. When the session is over it says so, and takes nothing away. */
export function TrpcProvider({ children }: { children: ReactNode }) {
  const t = useTranslations("errors");
  const [clients] = useState(() => {
    let told = false;
    const onSignedOut = () => {
      if (told) return;
      told = true;
      const here = location.pathname + location.search;
      const action = { label: t("signInAgain"), onSelect: () => location.assign(signInPath(here)) };
      toast({ tone: "danger", message: t("SESSION_EXPIRED"), action, duration: 60_000 });
    };
    return { queryClient: createQueryClient({ onSignedOut }), trpcClient: createTrpcClient() };
  });
  return (
    <trpc.Provider client={clients.trpcClient} queryClient={clients.queryClient}>
      <QueryClientProvider client={clients.queryClient}>{children}</QueryClientProvider>
    </trpc.Provider>
  );
}
