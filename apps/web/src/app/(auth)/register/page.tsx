import { pageTitle } from "#i18n/page-title.ts";

export { RegisterPage as default } from "#features/auth/index.ts";
export const generateMetadata = pageTitle("auth.register.title");
