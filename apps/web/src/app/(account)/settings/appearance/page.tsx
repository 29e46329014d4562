import { pageTitle } from "#i18n/page-title.ts";

export { AppearancePage as default } from "#features/settings/index.ts";
export const generateMetadata = pageTitle("settings.appearance.title");
