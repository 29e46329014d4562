import { createSecretKey } from "node:crypto";
import { AppError, type Clock, isId } from "@causerie/core";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { type Scope, scopes } from "../../context.ts";
import { deriveKey } from "./derive-key.ts";

const algorithm = "HS256";
const issuer = "causerie";
const audience = "causerie-api";
/** How far the clocks of two servers may differ, in seconds. */
const clockSkewSeconds = 30;

const claims = z.object({
  sub: z.string().refine((value) => isId("user", value)),
  ver: z.number().int(),
  iat: z.number(),
  exp: z.number(),
  /** The API key that it was exchanged for, and what that might do then. */
  key: z.string().optional(),
  scp: z.array(z.enum(scopes)).optional(),
});

/** Whose token it is, as the token says; whether that still holds is for the database to say. */
export type TokenSubject = {
  userId: string;
  sessionVersion: number;
  /** The API key that it was exchanged for; null: a person's own. */
  key: { id: string; scopes: readonly Scope[] } | null;
};

/** As a token says it; `until`: when the token of a key ends. */
export type ClaimedSubject = Omit<TokenSubject, "key"> & {
  key: (NonNullable<TokenSubject["key"]> & { until: Date }) | null;
};

export type AccessTokens = {
  /** A signed token for that person and when it ends. */
  issue(subject: TokenSubject): Promise<{ token: string; expiresAt: Date }>;
  /**
   * Whose token it is.
   *
   * @throws {AppError} SESSION_EXPIRED when its time is over; UNAUTHENTICATED for everything else that is not a token of
   *   this server.
   */
  verify(token: string): Promise<ClaimedSubject>;
};

/** JWTs (HMAC-SHA-256, nothing else accepted) that carry the person's session version in `ver`. */
export function createAccessTokens(options: {
  authSecret: string;
  expiresMinutes: number;
  clock: Clock;
}): AccessTokens {
  const { clock, expiresMinutes } = options;
  const key = createSecretKey(deriveKey(options.authSecret, "access-token"));
  return {
    async issue({ userId, sessionVersion, key: apiKey }) {
      const now = Math.floor(clock.now().getTime() / 1000);
      const expires = now + expiresMinutes * 60;
      const token = await new SignJWT({ ver: sessionVersion, ...(apiKey && { key: apiKey.id, scp: apiKey.scopes }) })
        .setProtectedHeader({ alg: algorithm, typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(userId)
        .setIssuedAt(now)
        .setExpirationTime(expires)
        .sign(key);
      return { token, expiresAt: new Date(expires * 1000) };
    },

    async verify(token) {
      const now = clock.now();
      const payload = await jwtVerify(token, key, {
        algorithms: [algorithm],
        issuer,
        audience,
        currentDate: now,
        requiredClaims: ["exp"],
      }).then(
        (verified) => verified.payload,
        (cause: unknown) => {
          throw refusal(cause);
        },
      );
      const parsed = claims.safeParse(payload);
      if (!parsed.success) throw new AppError("UNAUTHENTICATED", { message: "token without the claims it must have" });
      // The library looks at `iat` only together with a maximum age.
      if (parsed.data.iat > now.getTime() / 1000 + clockSkewSeconds) {
        throw new AppError("UNAUTHENTICATED", { message: "token issued in the future" });
      }
      const { sub, ver, exp, key: keyId, scp = [] } = parsed.data;
      const claimed = keyId === undefined ? null : { id: keyId, scopes: scp, until: new Date(exp * 1000) };
      return { userId: sub, sessionVersion: ver, key: claimed };
    },
  };
}

/** A signed token whose time is over is an ended session; any other refusal says nothing about why. */
function refusal(cause: unknown): AppError {
  if (cause instanceof errors.JWTExpired) return new AppError("SESSION_EXPIRED", { message: "token expired", cause });
  return new AppError("UNAUTHENTICATED", { message: "token refused", cause });
}
