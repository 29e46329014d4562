import { pageTitle } from "#i18n/page-title.ts";

export { AllUsagePage as default } from "#features/usage/index.ts";
export const generateMetadata = pageTitle("usage.allTitle");
