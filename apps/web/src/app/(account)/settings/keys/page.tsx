import { pageTitle } from "#i18n/page-title.ts";

export { ApiKeysPage as default } from "#features/api-keys/index.ts";
export const generateMetadata = pageTitle("keys.title");
