import { createSecretKey } from "node:crypto";
import { deriveKey } from "@causerie/api/testing";
import { type JWTHeaderParameters, SignJWT } from "jose";
import { authSecret } from "./server.ts";

/** An access token as the server itself would have made it, but for what is said here. */
export function signToken(token: {
  userId: string;
  sessionVersion?: number;
  issuedAgoSeconds?: number;
  lastsSeconds?: number;
  header?: Partial<JWTHeaderParameters>;
  issuer?: string;
  audience?: string;
  /** For what the server's secret was used to make the key. */
  purpose?: Parameters<typeof deriveKey>[1];
  secret?: string;
  claims?: Record<string, unknown>;
}): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000) - (token.issuedAgoSeconds ?? 0);
  return new SignJWT({ ver: token.sessionVersion ?? 1, ...token.claims })
    .setProtectedHeader({ alg: "HS256", typ: "JWT", ...token.header })
    .setIssuer(token.issuer ?? "causerie")
    .setAudience(token.audience ?? "causerie-api")
    .setSubject(token.userId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (token.lastsSeconds ?? 600))
    .sign(createSecretKey(deriveKey(token.secret ?? authSecret, token.purpose ?? "access-token")));
}
