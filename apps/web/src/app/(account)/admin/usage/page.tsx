import { pageTitle } from "#i18n/page-title.ts";

export { AllUsagePage as default } from "#features/usage/all-usage-page.tsx";
export const generateMetadata = pageTitle("usage.allTitle");
