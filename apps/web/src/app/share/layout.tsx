import type { ReactNode } from "react";
import { ClientMessages } from "#i18n/client-messages.tsx";

export default function ShareLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["markdown", "shares"]}>{children}</ClientMessages>;
}
