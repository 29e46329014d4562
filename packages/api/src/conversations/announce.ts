import { type AppBus, conversationTopic, userTopic } from "../chat/conversation-events.ts";
import type { ConversationChange } from "./conversations.schema.ts";

/** Tells who watches a conversation, and everyone in whose list it stands, what changed of it for all. */
export function announceChange(bus: AppBus, audience: readonly string[], conversation: ConversationChange): void {
  bus.publish(conversationTopic(conversation.id), { kind: "event", event: { type: "conversation", conversation } });
  announceListed(bus, audience, conversation);
}

/** Tells these people's lists alone. */
export function announceListed(bus: AppBus, audience: readonly string[], conversation: ConversationChange): void {
  for (const userId of audience) bus.publish(userTopic(userId), { kind: "listed", conversation });
}
