import { pageTitle } from "#i18n/page-title.ts";

export { RunsPage as default } from "#features/admin/index.ts";
export const generateMetadata = pageTitle("admin.runs.title");
