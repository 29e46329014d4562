import { pageTitle } from "#i18n/page-title.ts";

export { UsagePage as default } from "#features/usage/index.ts";
export const generateMetadata = pageTitle("usage.title");
