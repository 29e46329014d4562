import { AppError } from "@causerie/core";
import type { Database } from "@causerie/db";
import type { ApiKeysService } from "../../api-keys/api-keys.service.ts";
import type { Credentials, Principal } from "../../context.ts";
import type { LastTimes } from "../../last-times.ts";
import { createPrincipalReader } from "../principal-reader.ts";
import type { AccessTokens, ClaimedSubject } from "../tokens/access-tokens.ts";

export type Authenticate = {
  /**
   * Who is asking, checked against the database for this request.
   *
   * @param from.address counts wrong API keys.
   * @throws {AppError} UNAUTHENTICATED when nothing or no proof was brought; SESSION_EXPIRED when it no longer holds; for an API
   *   key KEY_INCOMPLETE, KEY_INVALID, RATE_LIMITED; CREDENTIALS_AMBIGUOUS.
   */
  authenticate(credentials: Credentials, from: { address: string }): Promise<Principal>;
  /** To be called after each committed change of a person's role, activity or session version, and their deletion. */
  forget(userId: string): void;
};

export function createAuthenticate(dependencies: {
  db: Database;
  tokens: Pick<AccessTokens, "verify">;
  apiKeys: Pick<ApiKeysService, "authenticate" | "principalOf">;
  /** Is told of everyone who asks. */
  lastSeen: Pick<LastTimes, "note">;
}): Authenticate {
  const { db, tokens, apiKeys, lastSeen } = dependencies;
  const principals = createPrincipalReader(db);

  return {
    async authenticate(credentials, from) {
      const principal = await identify(credentials, from);
      lastSeen.note(principal.userId);
      return principal;
    },
    forget: (userId) => principals.forget(userId),
  };

  async function identify(credentials: Credentials, from: { address: string }): Promise<Principal> {
    if (credentials.kind === "api-key") return await apiKeys.authenticate(credentials.secret, from);
    const claimed = await claimedSubject(credentials);
    if (claimed.key) return await exchanged(claimed, claimed.key);
    const state = await principals.read(claimed.userId);
    if (!state?.isActive || state.sessionVersion !== claimed.sessionVersion) {
      throw new AppError("SESSION_EXPIRED", { message: "the session was ended" });
    }
    const { role, sessionVersion, messagesPerMinute } = state;
    return { userId: claimed.userId, role, sessionVersion, messagesPerMinute, key: null };
  }

  /** A token of a key: what the key may do now, and of that what it might when the token was made; until either ends. */
  async function exchanged(claimed: ClaimedSubject, was: NonNullable<ClaimedSubject["key"]>): Promise<Principal> {
    const principal = await apiKeys.principalOf(was.id);
    if (principal.userId !== claimed.userId || principal.sessionVersion !== claimed.sessionVersion) {
      throw new AppError("SESSION_EXPIRED", { message: "the session was ended" });
    }
    const scopes = principal.key.scopes.filter((scope) => was.scopes.includes(scope));
    const { goodUntil } = principal.key;
    const ends = goodUntil && goodUntil < was.until ? goodUntil : was.until;
    return { ...principal, key: { ...principal.key, scopes, goodUntil: ends } };
  }

  async function claimedSubject(credentials: Exclude<Credentials, { kind: "api-key" }>): Promise<ClaimedSubject> {
    switch (credentials.kind) {
      case "bearer":
        return await tokens.verify(credentials.token);
      case "session":
        return { ...credentials, key: null };
      case "ambiguous":
        throw new AppError("CREDENTIALS_AMBIGUOUS");
      case "malformed":
        throw new AppError("UNAUTHENTICATED", { message: "malformed credentials" });
      case "none":
        throw new AppError("UNAUTHENTICATED", { message: "no credentials" });
    }
  }
}
