import { pageTitle } from "#i18n/page-title.ts";

export { LanguagePage as default } from "#features/settings/index.ts";
export const generateMetadata = pageTitle("settings.language.title");
