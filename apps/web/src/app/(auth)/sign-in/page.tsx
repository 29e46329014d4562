import { pageTitle } from "#i18n/page-title.ts";

export { SignInPage as default } from "#features/auth/index.ts";
export const generateMetadata = pageTitle("auth.signIn.title");
