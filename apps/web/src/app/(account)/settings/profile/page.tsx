import { pageTitle } from "#i18n/page-title.ts";

export { ProfilePage as default } from "#features/settings/index.ts";
export const generateMetadata = pageTitle("settings.profile.title");
