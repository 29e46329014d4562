import type { Bus } from "@causerie/realtime";
import type { ConversationChange } from "../conversations/conversations.schema.ts";
import type { MessageView } from "../messages/messages.schema.ts";
import type { AnswerPiece } from "./answer-text.ts";
import type { ChatEvent } from "./chat.schema.ts";

/** What travels on the bus. Each topic has its kinds. */
export type BusMessage =
  /** On a conversation's topic: something happened in it; watchers pass it on as it is. */
  | { kind: "event"; event: ChatEvent }
  /** On a conversation's topic: a run begins to write this message, in that process. */
  | { kind: "run"; processId: string; message: MessageView }
  /** On a conversation's topic: who takes part, or as what, has changed. */
  | { kind: "people" }
  /** On a conversation's topic: someone began or stopped to write a message. */
  | { kind: "typing"; userId: string; typing: boolean }
  /** On a person's topic: what their list of conversations shows of this one. */
  | { kind: "listed"; conversation: ConversationChange }
  /** On a person's topic: the conversation is no longer theirs to see. */
  | { kind: "unlisted"; conversationId: string }
  /** On a person's topic: all their own conversations are gone. */
  | { kind: "conversations-deleted" }
  /** On a person's topic: their sessions ended: signed out everywhere, deactivated, deleted. */
  | { kind: "session-ended" }
  /** On a person's topic: an API key of theirs was revoked or rotated. */
  | { kind: "keys-changed" }
  /** On a process's topic, from another that watches a run of its: tell what it writes on the run's topic for a while. */
  | { kind: "follow"; runId: string }
  /** On a process's topic: a person said stop. */
  | { kind: "stop"; runId: string }
  /** On a run's topic, for other processes: what it wrote. */
  | { kind: "pieces"; pieces: readonly AnswerPiece[] }
  /** On a run's topic: it has ended, and that is committed. */
  | { kind: "ended" };

export type AppBus = Bus<BusMessage>;

export const conversationTopic = (conversationId: string) => `conversation:${conversationId}`;
export const userTopic = (userId: string) => `user:${userId}`;
/** What is said to one process alone. */
export const processTopic = (processId: string) => `process:${processId}`;

export const runTopic = (runId: string) => `run:${runId}`;
