import type { ConversationView, PersonView } from "@causerie/api/schemas";
import type { ChatApi } from "./chat-api.ts";
import type { ChatStoreState } from "./chat-store-state.ts";
import type { ListEvent } from "./company.ts";
import type { DraftStorage } from "./draft-storage.ts";
import type { Schedule } from "./paced-frames.ts";

export type ChatStoreOptions = {
  /** Who is looking. */
  userId: string;
  conversationId: string | null;
  api: ChatApi;
  drafts: DraftStorage;
  /** Whether an error says that there is no such conversation for this person. */
  isNotFound(error: unknown): boolean;
  /** Whether an error of the event stream is one that trying again cannot help. */
  isFinal(error: unknown): boolean;
  /** The conversation came into being with its first message. */
  onCreated?(conversationId: string): void;
  /** The server changed the conversation: its title, or when something last happened in it. */
  onConversation?(conversation: ConversationView): void;
  onDeleted?(conversationId: string): void;
  /** Who takes part in it has changed: everyone who does or did. */
  onPeople?(conversationId: string, people: PersonView[]): void;
  /** Something new was said at that time (ISO 8601), so the conversation moves up. */
  onActivity?(conversationId: string, at: string): void;
  /** Something happened in the person's list of conversations. */
  onListEvent?(event: ListEvent): void;
  /** The stream is open: what happened in the list before is to be read. `lost`: after it had broken off. */
  onListening?(lost: boolean): void;
  schedule?: Schedule;
  now?: () => number;
};

/** What the parts of a store share: its state, and the way to the server. */
export type StoreCore = ChatStoreOptions & {
  get(): ChatStoreState;
  set(change: Partial<ChatStoreState>): void;
  /** Folds the events that wait for the next frame. */
  flush(): void;
  /** Opens the stream anew, of the conversation that the state names. */
  restart(): void;
  now(): number;
};
