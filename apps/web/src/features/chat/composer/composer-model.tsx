"use client";

import { useConversationActions } from "../../conversations/index.ts";
import { ModelPicker } from "../../models/index.ts";
import type { ChatStore } from "../store/chat-store.ts";
import { useChat } from "../store/use-chat.ts";

/** Which model answers in this conversation; a choice is the conversation's from then on. */
export function ComposerModel({ store, disabled }: { store: ChatStore; disabled: boolean }) {
  const conversation = useChat(store, (state) => state.chat.conversation);
  const chosen = useChat(store, (state) => state.model);
  const several = useChat(store, (state) => state.models);
  const { change } = useConversationActions();
  return (
    <ModelPicker
      disabled={disabled}
      value={conversation?.model ?? chosen}
      several={several}
      onSeveral={store.setModels}
      onChange={(model) => {
        store.setModel(model);
        if (conversation) void change(conversation, { model });
      }}
    />
  );
}
