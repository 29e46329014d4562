export { ExportEverything } from "./export-everything.tsx";
export { ImportConversations } from "./import-conversations.tsx";
