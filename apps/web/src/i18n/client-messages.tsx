import { type Messages as IntlMessages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Namespace } from "./catalogues.ts";

/** What the frame of every page says in the browser, whatever the page. */
const everywhere = ["common", "errors", "pages"] as const satisfies readonly Namespace[];

/**
 * Hands these namespaces, and those of the frame, to the client components inside. Texts that only server components
 * use stay on the server. An inner one replaces an outer one: it names all that its own part of the page needs.
 */
export async function ClientMessages({
  namespaces = [],
  children,
}: {
  namespaces?: readonly Namespace[];
  children: ReactNode;
}) {
  const all = await getMessages();
  const some: Partial<IntlMessages> = Object.fromEntries(
    [...everywhere, ...namespaces].map((namespace) => [namespace, all[namespace]]),
  );
  return <NextIntlClientProvider messages={some}>{children}</NextIntlClientProvider>;
}
