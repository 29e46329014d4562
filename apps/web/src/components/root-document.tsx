import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { getPreferences } from "#preferences/server.ts";
import { AppProviders } from "./app-providers.tsx";
import { earlyClicksScript } from "./early-clicks.ts";
import { PreferenceKeeper } from "./preference-keeper.tsx";
import { SessionKeeper } from "./session-keeper.tsx";

/** The document around every page. The theme is in the first byte of the HTML, so that no wrong one ever flashes. */
export async function RootDocument({ children }: { children: ReactNode }) {
  const [{ locale, theme, chosen }, requestHeaders, t] = await Promise.all([
    getPreferences(),
    headers(),
    getTranslations("common"),
  ]);
  const nonce = requestHeaders.get("x-nonce") ?? undefined;
  return (
    <html lang={locale} data-theme={theme ?? undefined}>
      <body>
        <script nonce={nonce}>{earlyClicksScript}</script>
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-box focus:bg-surface focus:px-4 focus:py-2"
        >
          {t("skipToContent")}
        </a>
        <ClientMessages>
          <AppProviders nonce={nonce}>{children}</AppProviders>
          <PreferenceKeeper chosen={chosen} />
          {chosen && <SessionKeeper />}
        </ClientMessages>
      </body>
    </html>
  );
}
