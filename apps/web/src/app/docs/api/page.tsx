import { pageTitle } from "#i18n/page-title.ts";

export { ApiDocsPage as default } from "#features/api-docs/index.ts";
export const generateMetadata = pageTitle("apiDocs.title");
