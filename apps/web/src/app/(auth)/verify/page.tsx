import { pageTitle } from "#i18n/page-title.ts";

export { VerifyPage as default } from "#features/auth/index.ts";
export const generateMetadata = pageTitle("auth.verify.title");
