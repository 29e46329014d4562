import { isTrackedEnvelope } from "@trpc/server";
import { type ChatEvent, chatEvent } from "../chat/chat.schema.ts";
import { emptyChatState, foldEvent, shownMessages } from "../chat/fold.ts";
import type { MessageView } from "../messages/messages.schema.ts";
import type { Person } from "./index.ts";

export type Seen = { id: string | null; event: ChatEvent };

/** Watches a conversation until `enough` says so, as a browser does. */
export async function watch(
  caller: Person["caller"],
  input: { conversationId: string; lastEventId?: string },
  enough: (seen: readonly Seen[]) => boolean,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  for await (const item of await caller.chat.onEvent(input)) {
    seen.push(unwrap(item));
    if (enough(seen)) break;
  }
  return seen;
}

/** `tracked(id, event)` as its two halves; the types of tRPC's caller lose which of the two forms an item has. */
function unwrap(item: unknown): Seen {
  if (isTrackedEnvelope(item)) return { id: item[0], event: chatEvent.parse(item[1]) };
  return { id: null, event: chatEvent.parse(item) };
}

/** Whether the last event is an answer that has ended. */
export function ended(seen: readonly Seen[]): boolean {
  const event = seen.at(-1)?.event;
  return event?.type === "message" && event.message.run !== null && !isRunning(event.message);
}

export function isRunning(message: MessageView): boolean {
  return message.run?.status === "queued" || message.run?.status === "streaming";
}

/** What a browser that heard these events shows. */
export function shown(seen: readonly Seen[]): MessageView[] {
  return shownMessages(seen.reduce((state, { event }) => foldEvent(state, event), emptyChatState));
}

export function textOfDeltas(seen: readonly Seen[]): string {
  return seen.map(({ event }) => (event.type === "delta" ? event.text : "")).join("");
}
