export { ConversationPage as default, conversationMetadata as generateMetadata } from "#features/chat/index.ts";
