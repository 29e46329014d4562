import { AppError } from "@causerie/core";
import type { Principal, Scope } from "../context.ts";

/**
 * Refuses an API key that may not do this; a person who is signed in needs no scope.
 *
 * @param scope what it takes; `any`: just a key. Without one no key may.
 * @throws {AppError} SCOPE_MISSING.
 */
export function assertScope({ key }: Pick<Principal, "key">, scope: Scope | "any" | undefined): void {
  if (!key || scope === "any" || (scope && key.scopes.includes(scope))) return;
  throw new AppError("SCOPE_MISSING", { message: "the key lacks a scope", params: { scope: scope ?? "none" } });
}
