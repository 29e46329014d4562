export { AuditPage } from "./audit-page.tsx";
export { RegistrationPage } from "./registration-page.tsx";
export { RetentionPage } from "./retention-page.tsx";
export { RunsPage } from "./runs-page.tsx";
export { UsersPage } from "./users-page.tsx";
