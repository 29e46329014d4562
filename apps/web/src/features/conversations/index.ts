export { findInLists, listInput, placeInLists, removeFromLists } from "./conversation-lists.ts";
export { ConversationMenu } from "./conversation-menu.tsx";
export { useTitleOf } from "./conversation-title.ts";
export {
  type ConversationQuestion,
  ConversationsContext,
  type ConversationsContextValue,
  useConversations,
} from "./conversations-context.ts";
export { createListFollower } from "./follow-list.ts";
export { LazyConversationDialogs } from "./lazy-conversation-dialogs.tsx";
export { SharedMark } from "./shared-mark.tsx";
export { Sidebar } from "./sidebar.tsx";
export { useConversationActions } from "./use-conversation-actions.ts";
export { useConversationSearch } from "./use-conversation-search.ts";
export { useMediaQuery } from "./use-media-query.ts";
export { useTheme } from "./use-theme.ts";
