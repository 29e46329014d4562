export { conversationMetadata } from "./pages/conversation-metadata.ts";
export { ConversationPage } from "./pages/conversation-page.tsx";
export { NewChatPage } from "./pages/new-chat-page.tsx";
export { WorkspaceLayout } from "./pages/workspace-layout.tsx";
