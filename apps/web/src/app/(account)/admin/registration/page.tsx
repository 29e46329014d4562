import { pageTitle } from "#i18n/page-title.ts";

export { RegistrationPage as default } from "#features/admin/index.ts";
export const generateMetadata = pageTitle("admin.registration.title");
