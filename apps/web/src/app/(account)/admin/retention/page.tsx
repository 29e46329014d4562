import { pageTitle } from "#i18n/page-title.ts";

export { RetentionPage as default } from "#features/admin/index.ts";
export const generateMetadata = pageTitle("admin.retention.title");
