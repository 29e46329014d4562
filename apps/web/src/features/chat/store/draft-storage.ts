import { draftsPrefix } from "#session/private-storage.ts";

/** A text that was not sent yet, and the id it will be (or was) sent with. */
export type Draft = { text: string; clientMessageId: string | null };

export type DraftStorage = {
  read(conversationId: string | null): Draft;
  /** An empty text forgets the draft. */
  write(conversationId: string | null, draft: Draft): void;
};

export const emptyDraft: Draft = { text: "", clientMessageId: null };

/** How many drafts a browser keeps; the oldest go first. */
const keptDrafts = 50;

type Stored = Draft & { at: number };

/**
 * Drafts in the browser's local storage, each person's apart: two people may share a browser.
 *
 * Storage can be full, off or hold anything; then a draft lives only as long as the page.
 */
export function createDraftStorage(userId: string, storage: Storage | null): DraftStorage {
  const prefix = `${draftsPrefix}${userId}.`;
  const keyOf = (conversationId: string | null) => `${prefix}${conversationId ?? "new"}`;
  return {
    read(conversationId) {
      const stored = parse(storage?.getItem(keyOf(conversationId)) ?? null);
      return stored ? { text: stored.text, clientMessageId: stored.clientMessageId } : emptyDraft;
    },
    write(conversationId, draft) {
      try {
        if (draft.text === "") storage?.removeItem(keyOf(conversationId));
        else storage?.setItem(keyOf(conversationId), JSON.stringify({ ...draft, at: Date.now() } satisfies Stored));
        if (storage) prune(storage, prefix);
      } catch {
        // Full or forbidden: the draft stays in the page.
      }
    },
  };
}

function parse(json: string | null): Stored | null {
  if (json === null) return null;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null) return null;
    const { text, clientMessageId, at } = value as Record<string, unknown>;
    if (typeof text !== "string") return null;
    return {
      text,
      clientMessageId: typeof clientMessageId === "string" ? clientMessageId : null,
      at: typeof at === "number" ? at : 0,
    };
  } catch {
    return null;
  }
}

function prune(storage: Storage, prefix: string): void {
  const keys = Object.keys(storage).filter((key) => key.startsWith(prefix));
  if (keys.length <= keptDrafts) return;
  const byAge = keys.map((key) => ({ key, at: parse(storage.getItem(key))?.at ?? 0 })).sort((a, b) => a.at - b.at);
  for (const { key } of byAge.slice(0, keys.length - keptDrafts)) storage.removeItem(key);
}
