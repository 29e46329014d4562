import "server-only";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

/** `export const generateMetadata = pageTitle("auth.signIn.title")`: the page's title in its language. */
export function pageTitle(key: Parameters<Awaited<ReturnType<typeof getTranslations<never>>>>[0]) {
  return async (): Promise<Metadata> => {
    const t = await getTranslations();
    return { title: t(key) };
  };
}
