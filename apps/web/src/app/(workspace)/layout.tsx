export { WorkspaceLayout as default } from "#features/chat/index.ts";
