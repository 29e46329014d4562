import type { Bus } from "@causerie/realtime";
import type { ChatEvent } from "./chat.schema.ts";

/** What travels on the bus. */
export type BusMessage =
  /** Something happened in a conversation; watchers pass it on as it is. */
  | { kind: "event"; event: ChatEvent }
  /** A run of the conversation wrote more; watchers read it from where they are. */
  | { kind: "progress" }
  /** All conversations of this person are gone. */
  | { kind: "conversations-deleted" }
  /** This person's sessions ended: signed out everywhere, deactivated, deleted. */
  | { kind: "session-ended" };

export type AppBus = Bus<BusMessage>;

export const conversationTopic = (conversationId: string) => `conversation:${conversationId}`;
export const userTopic = (userId: string) => `user:${userId}`;
