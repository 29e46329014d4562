import { pageTitle } from "#i18n/page-title.ts";

export { ModelsPage as default } from "#features/operations/index.ts";
export const generateMetadata = pageTitle("operations.models.title");
