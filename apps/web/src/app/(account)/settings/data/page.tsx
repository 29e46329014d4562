import { pageTitle } from "#i18n/page-title.ts";

export { DataPage as default } from "#features/settings/index.ts";
export const generateMetadata = pageTitle("settings.data.title");
