export { AppearancePage } from "./appearance-page.tsx";
export { DataPage } from "./data-page.tsx";
export { LanguagePage } from "./language-page.tsx";
export { ProfilePage } from "./profile-page.tsx";
export { SecurityPage } from "./security-page.tsx";
