import type { ReactNode } from "react";
import { ClientMessages } from "#i18n/client-messages.tsx";

export default function JoinLayout({ children }: { children: ReactNode }) {
  return <ClientMessages namespaces={["members"]}>{children}</ClientMessages>;
}
