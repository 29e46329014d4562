import type { ReactNode } from "react";
import { AccountShell } from "#features/shell/index.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <ClientMessages namespaces={["forms", "settings", "shell", "transfers"]}>
      <AccountShell>{children}</AccountShell>
    </ClientMessages>
  );
}
