import { pageTitle } from "#i18n/page-title.ts";

export { ResetPage as default } from "#features/auth/index.ts";
export const generateMetadata = pageTitle("auth.reset.title");
