import type { Logger } from "@causerie/core/server";
import type { RateLimitState } from "./rate-limits/rate-limits.ts";
import type { Services } from "./services.ts";

/** What an API key may be allowed to do. None of them lets it do more than its user. */
export const scopes = ["chat", "conversations:read", "conversations:write", "usage:read", "admin"] as const;
export type Scope = (typeof scopes)[number];

export type KeyInUse = {
  id: string;
  scopes: readonly Scope[];
  ratePerMinute: number | null;
  /** When what was brought of it ends: the key, its secret from before a rotation, a token made of it. Null: not by itself. */
  goodUntil: Date | null;
};

/** Who is asking, once it was checked against the database for this request. */
export type Principal = {
  userId: string;
  role: "user" | "admin";
  sessionVersion: number;
  /** How many messages an admin lets them send a minute; null: as everybody. */
  messagesPerMinute: number | null;
  /** The API key that was brought; null: the person is signed in. */
  key: KeyInUse | null;
};

/** What a request brought to prove who it is from; not yet checked. */
export type Credentials =
  | { kind: "none" }
  | { kind: "bearer"; token: string }
  /** A key of a program, from either of its headers. */
  | { kind: "api-key"; secret: string }
  /** A cookie that the app's session layer has decrypted and that has not expired. */
  | {
      kind: "session";
      userId: string;
      sessionVersion: number;
      /** When the OpenID provider asked them to prove who they are; absent: the session began by a password. */
      provenAt?: Date;
    }
  /** Two proofs that are not the same: which of them is meant can't be told. */
  | { kind: "ambiguous" }
  /** Something was sent as proof that can't be one. */
  | { kind: "malformed" };

export type RequestContext = {
  requestId: string;
  /** The network address that limits count by. */
  address: string;
  credentials: Credentials;
  log: Logger;
  services: Services;
  /** Is told where the caller stands with their limits, for who writes headers; also when they are refused. */
  onRateLimit?: ((state: RateLimitState) => void) | undefined;
};
