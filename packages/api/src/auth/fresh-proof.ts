import type { Credentials } from "../context.ts";

/** How long a sign-in through the provider proves that it is the person who asks, in milliseconds. */
const freshForMs = 10 * 60_000;

/** When the provider asked whoever brings these to prove who they are; null: never in this session. */
export function provenAt(credentials: Credentials): Date | null {
  return (credentials.kind === "session" && credentials.provenAt) || null;
}

/** Whether that stands for a password typed now. */
export function isFreshProof(provenAt: Date | null, now: Date): boolean {
  return provenAt !== null && now.getTime() - provenAt.getTime() < freshForMs;
}
