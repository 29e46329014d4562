import { pageTitle } from "#i18n/page-title.ts";

export { SecurityPage as default } from "#features/settings/index.ts";
export const generateMetadata = pageTitle("settings.security.title");
