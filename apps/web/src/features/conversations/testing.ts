import type { ConversationView } from "@causerie/api/schemas";

export function conversationAt(id: string, lastActivityAt: string): ConversationView {
  return {
    id,
    ownerId: "usr_1",
    role: "owner",
    shared: false,
    answerMode: "always",
    title: id,
    model: null,
    pinned: false,
    archived: false,
    createdAt: lastActivityAt,
    updatedAt: lastActivityAt,
    lastActivityAt,
  };
}
