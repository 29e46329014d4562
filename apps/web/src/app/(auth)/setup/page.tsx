import { pageTitle } from "#i18n/page-title.ts";

export { SetupPage as default } from "#features/auth/index.ts";
export const generateMetadata = pageTitle("auth.setup.missingTitle");
