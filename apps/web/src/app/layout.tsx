import type { Metadata, Viewport } from "next";
import { getTranslations } from "next-intl/server";
import "./globals.css";

export { RootDocument as default } from "#components/root-document.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("appName"), template: `%s · ${t("appName")}` },
    description: t("description"),
    applicationName: t("appName"),
    robots: { index: false, follow: false },
    // Numbers and dates in an answer are no telephone numbers.
    formatDetection: { telephone: false, date: false, address: false, email: false },
    referrer: "same-origin",
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf8f3" },
    { media: "(prefers-color-scheme: dark)", color: "#1b1916" },
  ],
};
