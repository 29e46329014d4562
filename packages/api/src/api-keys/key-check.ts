import { timingSafeEqual } from "node:crypto";
import { AppError, type Clock } from "@causerie/core";
import { type Scope, scopes } from "../context.ts";
import type { KeyState } from "./api-keys.repo.ts";

/** Whether a key with that hash is this one, or the one before its last rotation while that is still good. */
export function matchesKey(state: KeyState, { hash, now }: { hash: string; now: Date }): boolean {
  // Both are compared whatever the first one says.
  const current = equal(hash, state.secretHash);
  const previous = equal(hash, state.previousHash ?? "");
  return current || (previous && state.previousUntil !== null && now < state.previousUntil);
}

/** When the secret with that hash, which is one of this key's, ends: that from before the last rotation sooner than the key. */
export function endOfSecret({ secretHash, previousUntil, expiresAt }: KeyState, hash: string): Date | null {
  if (equal(hash, secretHash) || previousUntil === null) return expiresAt;
  return expiresAt !== null && expiresAt < previousUntil ? expiresAt : previousUntil;
}

/** @throws {AppError} KEY_INVALID when the key or its person no longer is good for anything. */
export function assertUsable(state: KeyState | null, { clock }: { clock: Clock }): asserts state is KeyState {
  const now = clock.now();
  const refuse = (message: string) => new AppError("KEY_INVALID", { message });
  if (!state) throw refuse("there is no such key");
  if (state.revokedAt) throw refuse(`the key ${state.id} was revoked`);
  if (state.expiresAt && state.expiresAt <= now) throw refuse(`the key ${state.id} has expired`);
  if (!state.isActive) throw refuse(`the person of the key ${state.id} is deactivated`);
}

/** What the key may do now: the scope of admins is only good while its person is one. */
export function scopesNow({ scopes, role }: Pick<KeyState, "scopes" | "role">): Scope[] {
  return scopes.filter(isScope).filter((scope) => scope !== "admin" || role === "admin");
}

/** The database may hold what another version knows. */
export const isScope = (value: string): value is Scope => scopes.some((scope) => scope === value);

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
