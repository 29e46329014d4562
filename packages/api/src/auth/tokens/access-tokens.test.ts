import { createSecretKey } from "node:crypto";
import { AppError, newId } from "@causerie/core";
import { createTestClock } from "@causerie/core/testing";
import fc from "fast-check";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createAccessTokens } from "./access-tokens.ts";
import { deriveKey } from "./derive-key.ts";

const authSecret = "an auth secret of the tests, long enough";
const userId = newId("user");
const key = createSecretKey(deriveKey(authSecret, "access-token"));

function setUp() {
  const clock = createTestClock();
  return { clock, tokens: createAccessTokens({ authSecret, expiresMinutes: 15, clock }) };
}

/** A token right in everything but what the test changes. */
function forge(
  now: Date,
  change: Record<string, unknown> = {},
  options: { algorithm?: string; key?: typeof key } = {},
) {
  const seconds = Math.floor(now.getTime() / 1000);
  const right = { iss: "causerie", aud: "causerie-api", sub: userId, ver: 1, iat: seconds, exp: seconds + 900 };
  return new SignJWT({ ...right, ...change })
    .setProtectedHeader({ alg: options.algorithm ?? "HS256", typ: "JWT" })
    .sign(options.key ?? key);
}

const refused = (code: string) => expect.objectContaining({ name: "AppError", code });

describe("access tokens", () => {
  it("refuses a token that names no algorithm", async () => {
    const { tokens, clock } = setUp();
    const seconds = Math.floor(clock.now().getTime() / 1000);
    const token = new UnsecuredJWT({ ver: 1 })
      .setIssuer("causerie")
      .setAudience("causerie-api")
      .setSubject(userId)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 900)
      .encode();
    await expect(tokens.verify(token)).rejects.toEqual(refused("UNAUTHENTICATED"));
  });

  it.each(["HS384", "HS512"])("refuses the algorithm %s with the right key", async (algorithm) => {
    const { tokens, clock } = setUp();
    await expect(tokens.verify(await forge(clock.now(), {}, { algorithm }))).rejects.toEqual(
      refused("UNAUTHENTICATED"),
    );
  });

  it.each([
    ["another secret", deriveKey("another secret, as long as the other", "access-token")],
    ["the session cookie's key", deriveKey(authSecret, "session-cookie")],
    ["the secret itself", Buffer.from(authSecret)],
  ])("refuses one signed with %s", async (_name, bytes) => {
    const { tokens, clock } = setUp();
    const token = await forge(clock.now(), {}, { key: createSecretKey(bytes) });
    await expect(tokens.verify(token)).rejects.toEqual(refused("UNAUTHENTICATED"));
  });

  it.each([
    ["issued in the future", { iat: Date.UTC(2026, 0, 1) / 1000 + 60 }],
    ["not valid yet", { nbf: Date.UTC(2026, 0, 1) / 1000 + 60 }],
    ["without an end", { exp: undefined }],
    ["without a beginning", { iat: undefined }],
    ["without a version", { ver: undefined }],
    ["with a version that is no number", { ver: "1" }],
    ["without a subject", { sub: undefined }],
    ["about something that is no user", { sub: newId("conversation") }],
    ["of another issuer", { iss: "elsewhere" }],
    ["for another audience", { aud: "elsewhere" }],
  ])("refuses one %s", async (_name, change) => {
    const { tokens, clock } = setUp();
    await expect(tokens.verify(await forge(clock.now(), change))).rejects.toEqual(refused("UNAUTHENTICATED"));
  });

  it("refuses one whose time is over, to the second", async () => {
    const { tokens, clock } = setUp();
    const { token, expiresAt } = await tokens.issue({ userId, sessionVersion: 3, key: null });
    expect(expiresAt).toEqual(new Date(clock.now().getTime() + 15 * 60_000));
    clock.advance(15 * 60_000 - 1000);
    expect(await tokens.verify(token)).toEqual({ userId, sessionVersion: 3, key: null });
    clock.advance(1000);
    await expect(tokens.verify(token)).rejects.toEqual(refused("SESSION_EXPIRED"));
  });

  it("bears clocks that differ by seconds", async () => {
    const { tokens, clock } = setUp();
    const token = await forge(clock.now(), { iat: clock.now().getTime() / 1000 + 20 });
    expect(await tokens.verify(token)).toEqual({ userId, sessionVersion: 1, key: null });
  });

  it("refuses a token with one character changed", async () => {
    const { tokens } = setUp();
    const { token } = await tokens.issue({ userId, sessionVersion: 1, key: null });
    const middle = token.indexOf(".") + 8;
    const changed = token.slice(0, middle) + (token[middle] === "A" ? "B" : "A") + token.slice(middle + 1);
    await expect(tokens.verify(changed)).rejects.toEqual(refused("UNAUTHENTICATED"));
  });

  it("throws nothing but an AppError, whatever it is given", async () => {
    const { tokens } = setUp();
    const base64url = (text: string) => Buffer.from(text).toString("base64url");
    const part = fc.oneof(fc.string(), fc.json().map(base64url), fc.string().map(base64url));
    const like = fc.tuple(part, part, part).map((parts) => parts.join("."));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), like), async (token) => {
        await expect(tokens.verify(token)).rejects.toBeInstanceOf(AppError);
      }),
    );
  });
});

describe("deriveKey", () => {
  it("gives each purpose its own key, always the same", () => {
    const keys = (["access-token", "session-cookie", "setup-link"] as const).map((purpose) =>
      deriveKey(authSecret, purpose).toString("hex"),
    );
    expect(new Set(keys).size).toBe(3);
    expect(deriveKey(authSecret, "access-token").toString("hex")).toBe(keys[0]);
    expect(keys.every((hex) => hex.length === 64)).toBe(true);
  });
});
