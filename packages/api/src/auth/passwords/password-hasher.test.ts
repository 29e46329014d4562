import { isAppError } from "@causerie/core";
import { describe, expect, it } from "vitest";
import { hashPassword, matchesPassword } from "./argon2id.ts";
import { createPasswordHasher } from "./password-hasher.ts";

describe("argon2id", () => {
  it("refuses another password, a hash it can't read, and none at all", async () => {
    const stored = await hashPassword("correct horse");
    expect(await matchesPassword("correct horsf", stored)).toBe(false);
    expect(await matchesPassword("correct horse", stored.replace("argon2id", "argon2i"))).toBe(false);
    expect(await matchesPassword("correct horse", "")).toBe(false);
    expect(await matchesPassword("correct horse", null)).toBe(false);
  });

  it("writes OWASP's parameters, a salt of 16 bytes and a tag of 32", async () => {
    const [one, other] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(other).not.toBe(one);
    expect(await matchesPassword("correct horse", one)).toBe(true);
  });

  it("takes the same password in another Unicode form", async () => {
    expect(await matchesPassword("cafe\u0301 au lait", await hashPassword("café au lait"))).toBe(true);
  });

  it("agrees with the reference implementation", async () => {
    // From the tests of the reference implementation (phc-winner-argon2, test.c): version 19, 2 passes, 64 MiB.
    const stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await matchesPassword("password", stored)).toBe(true);
  });
});

describe("createPasswordHasher", () => {
  it("refuses with a delay when too many wait, and serves the others", async () => {
    const hasher = createPasswordHasher({ parallel: 1, waiting: 2 });
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => hasher.matches("a password", null)));
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refusals).toHaveLength(2);
    for (const error of refusals) {
      expect(isAppError(error, "RATE_LIMITED")).toBe(true);
      expect(error.params.retryAfterSeconds).toBeGreaterThan(0);
    }
    // The places were given back.
    expect(await hasher.matches("a password", null)).toBe(false);
  });
});
