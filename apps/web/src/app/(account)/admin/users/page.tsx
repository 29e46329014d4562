import { pageTitle } from "#i18n/page-title.ts";

export { UsersPage as default } from "#features/admin/index.ts";
export const generateMetadata = pageTitle("admin.users.title");
