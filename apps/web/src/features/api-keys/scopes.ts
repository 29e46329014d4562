import type { KeyView } from "@causerie/api/schemas";

export type KeyScope = KeyView["scopes"][number];

/** In the order in which they are offered. */
const forEveryone: readonly KeyScope[] = ["chat", "conversations:read", "conversations:write", "usage:read"];

/** What a person may give to a key. */
export function scopesFor({ isAdmin }: { isAdmin: boolean }): readonly KeyScope[] {
  return isAdmin ? [...forEveryone, "admin"] : forEveryone;
}

/** A scope's name among the texts, where a colon can't stand. */
export const scopeText = {
  chat: "chat",
  "conversations:read": "conversationsRead",
  "conversations:write": "conversationsWrite",
  "usage:read": "usageRead",
  admin: "admin",
} as const satisfies Record<KeyScope, string>;
