import type { MessagePart } from "../messages/messages.schema.ts";
import { BadEntry, type Draft, type DraftMessage } from "./formats/draft.ts";

/** A conversation whose messages are a tree, parents before their children. */
export type Tree = {
  messages: DraftMessage[];
  headId: string | null;
  /** How many messages named a predecessor that is not there. */
  detached: number;
};

/**
 * The messages of a draft as a tree, however deep it is.
 *
 * A message whose predecessor is missing begins a branch of its own: nothing of what was said is dropped, and nothing
 * invented.
 *
 * @throws {BadEntry} `duplicate-message`, `cycle`, or `empty` when there is nothing to keep.
 */
export function toTree(draft: Draft): Tree {
  const { ordered, detached } = inOrder(draft.messages);
  const { kept, placeOf } = draft.tidy ? tidied(ordered) : { kept: ordered, placeOf: (id: string) => id };
  if (kept.length === 0 && draft.tidy) throw new BadEntry("empty");
  return { messages: kept, headId: headOf(kept, draft.headId === null ? null : placeOf(draft.headId)), detached };
}

/** Parents before children, siblings as the file has them. */
function inOrder(messages: readonly DraftMessage[]): { ordered: DraftMessage[]; detached: number } {
  const byId = new Map<string, DraftMessage>();
  for (const message of messages) {
    if (byId.has(message.id)) throw new BadEntry("duplicate-message");
    byId.set(message.id, message);
  }
  const children = new Map<string | null, DraftMessage[]>();
  let detached = 0;
  for (const message of messages) {
    const known = message.parentId === null || byId.has(message.parentId);
    if (!known) detached += 1;
    const parentId = known ? message.parentId : null;
    const siblings = children.get(parentId);
    const placed = known ? message : { ...message, parentId };
    if (siblings) siblings.push(placed);
    else children.set(parentId, [placed]);
  }
  // A queue, not recursion: a conversation may be deeper than a stack.
  const ordered = [...(children.get(null) ?? [])];
  for (let at = 0; at < ordered.length; at++) {
    for (const child of children.get(ordered[at]?.id ?? "") ?? []) ordered.push(child);
  }
  // What no walk from a beginning reaches goes round in a circle.
  if (ordered.length !== messages.length) throw new BadEntry("cycle");
  return { ordered, detached };
}

/**
 * Without messages that hold nothing, and with what an assistant wrote in several steps (a thought, a call, the answer) as
 * one message.
 */
function tidied(ordered: readonly DraftMessage[]): { kept: DraftMessage[]; placeOf: (id: string) => string | null } {
  /** Where what hangs on a message hangs now: on itself, or on the message that took its place. */
  const places = new Map<string, string | null>();
  const kept = new Map<string, DraftMessage>();
  const placeOf = (id: string) => places.get(id) ?? null;
  const childCount = new Map<string | null, number>();
  for (const { parentId } of ordered) childCount.set(parentId, (childCount.get(parentId) ?? 0) + 1);
  /** Whether nothing branches off between a message and its place. */
  const lone = new Map<string, boolean>();

  for (const message of ordered) {
    const parentId = message.parentId === null ? null : placeOf(message.parentId);
    const parent = parentId === null ? undefined : kept.get(parentId);
    const alone =
      message.parentId !== null && childCount.get(message.parentId) === 1 && lone.get(message.parentId) !== false;
    if (message.parts.length === 0) {
      places.set(message.id, parentId);
      lone.set(message.id, alone);
    } else if (message.role === "assistant" && parent?.role === "assistant" && alone) {
      kept.set(parent.id, { ...parent, parts: joined(parent.parts, message.parts), run: message.run ?? parent.run });
      places.set(message.id, parent.id);
      lone.set(message.id, true);
    } else {
      kept.set(message.id, { ...message, parentId });
      places.set(message.id, message.id);
    }
  }
  return { kept: [...kept.values()], placeOf };
}

function joined(before: readonly MessagePart[], after: readonly MessagePart[]): MessagePart[] {
  const parts = before.map((part) => ({ ...part }));
  for (const part of after) {
    const last = parts.at(-1);
    if (last?.type === part.type) last.text += `\n\n${part.text}`;
    else parts.push({ ...part });
  }
  return parts;
}

/** The message that the source names, or else the newest at the end of a branch. */
function headOf(messages: readonly DraftMessage[], named: string | null): string | null {
  if (named !== null && messages.some(({ id }) => id === named)) return named;
  const parents = new Set(messages.map(({ parentId }) => parentId));
  let newest: DraftMessage | null = null;
  for (const message of messages) {
    if (parents.has(message.id)) continue;
    if (newest === null || (message.createdAt ?? 0) >= (newest.createdAt ?? 0)) newest = message;
  }
  return newest?.id ?? null;
}
