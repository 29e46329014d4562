export { NewChatPage as default } from "#features/chat/index.ts";
