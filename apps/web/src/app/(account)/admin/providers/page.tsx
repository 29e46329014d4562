import { pageTitle } from "#i18n/page-title.ts";

export { ProvidersPage as default } from "#features/operations/index.ts";
export const generateMetadata = pageTitle("operations.providers.title");
