import { randomInt } from "node:crypto";
import { username } from "../auth/auth.schema.ts";
import type { ProviderClaims } from "./identities.schema.ts";

const longest = 32;
const digits = 4;

/**
 * Usernames for someone whom the provider knows, the likeliest first, each allowed here: what they are called there, then what
 * stands before the `@`, then either with digits, for when those are taken.
 */
export function usernameProposals(
  claims: Pick<ProviderClaims, "preferred_username" | "name">,
  email: string,
): string[] {
  const localPart = (text: string) => text.split("@", 1)[0] ?? "";
  const names = [claims.preferred_username, claims.name, email, "person"]
    .map((text) => toUsername(localPart(text ?? "")))
    .filter((name) => name !== null);
  const withDigits = [...names, ...names].map((name) => {
    const number = String(randomInt(10 ** digits)).padStart(digits, "0");
    return `${[...name].slice(0, longest - digits - 1).join("")}-${number}`;
  });
  return [...new Set([...names, ...withDigits])].filter((name) => username.safeParse(name).success);
}

/** The text with what no username has left out, or null when nothing that may be one is left. */
function toUsername(text: string): string | null {
  const plain = text
    .normalize("NFKC")
    .trim()
    .replaceAll(/\s+/gu, ".")
    .replaceAll(/[^\p{L}\p{N}\p{M}._-]/gu, "")
    .replace(/^[^\p{L}\p{N}]+/u, "");
  const parsed = username.safeParse([...plain].slice(0, longest).join(""));
  return parsed.success ? parsed.data : null;
}
