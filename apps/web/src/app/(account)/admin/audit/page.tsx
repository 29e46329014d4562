import { pageTitle } from "#i18n/page-title.ts";

export { AuditPage as default } from "#features/admin/index.ts";
export const generateMetadata = pageTitle("admin.audit.title");
