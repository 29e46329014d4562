export { ModelsPage } from "./models-page.tsx";
export { ProvidersPage } from "./providers-page.tsx";
export { SystemPage } from "./system-page.tsx";
