import { pageTitle } from "#i18n/page-title.ts";

export { UsagePage as default } from "#features/usage/usage-page.tsx";
export const generateMetadata = pageTitle("usage.title");
