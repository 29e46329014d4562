import { pageTitle } from "#i18n/page-title.ts";

export { SystemPage as default } from "#features/operations/index.ts";
export const generateMetadata = pageTitle("operations.system.title");
