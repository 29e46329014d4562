import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { readSessionCookie, sessionCookieName } from "./session-cookie.ts";

const secret = "a-secret-of-at-least-thirty-two-characters";
const options = { secret, secure: false };
const name = sessionCookieName(false);

async function cookie(token: Record<string, unknown>, more: { secret?: string; maxAge?: number } = {}) {
  return `${name}=${await encode({ token, secret, ...more })}`;
}

describe("readSessionCookie", () => {
  it.each([
    ["garbage", `${name}=garbage`],
    ["half of an escape", `${name}=%E0%A4%A`],
    ["an unsigned token", `${name}=eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSIsInZlciI6MX0.`],
  ])("refuses %s", async (_what, header) => {
    expect(await readSessionCookie(header, options)).toEqual({ kind: "malformed" });
  });

  it("refuses a cookie that another secret sealed", async () => {
    const header = await cookie({ sub: "usr_1", ver: 1 }, { secret: "another-secret-of-thirty-two-characters" });
    expect(await readSessionCookie(header, options)).toEqual({ kind: "malformed" });
  });

  it.each([
    [{ ver: 1 }],
    [{ sub: "", ver: 1 }],
    [{ sub: "usr_1" }],
    [{ sub: "usr_1", ver: "1" }],
    [{ sub: "usr_1", ver: 1.5 }],
    [{ sub: { toString: "usr_1" }, ver: 1 }],
  ])("refuses a sealed cookie that does not say who and which version: %j", async (claims) => {
    expect(await readSessionCookie(await cookie(claims), options)).toEqual({ kind: "malformed" });
  });

  it("refuses two cookies of the same name", async () => {
    const one = await cookie({ sub: "usr_1", ver: 1 });
    const other = await cookie({ sub: "usr_2", ver: 1 });
    expect(await readSessionCookie(`${one}; ${other}`, options)).toEqual({ kind: "malformed" });
  });

  it("takes an expired one for none", async () => {
    expect(await readSessionCookie(await cookie({ sub: "usr_1", ver: 1 }, { maxAge: -60 }), options)).toEqual({
      kind: "none",
    });
  });

  it("does not take the plain cookie where TLS is on", async () => {
    const header = await cookie({ sub: "usr_1", ver: 1 });
    expect(await readSessionCookie(header, { secret, secure: true })).toEqual({ kind: "none" });
  });

  it("says when the provider asked, where the cookie does in whole seconds", async () => {
    const session = { kind: "session", userId: "usr_1", sessionVersion: 3 };
    const read = async (pat: unknown) => readSessionCookie(await cookie({ sub: "usr_1", ver: 3, pat }), options);
    expect(await read(1_700_000_000)).toEqual({ ...session, provenAt: new Date(1_700_000_000_000) });
    for (const pat of ["1700000000", 1.5, null]) expect(await read(pat)).toEqual(session);
  });

  it("finds its cookie among others", async () => {
    const header = `other=1; ${await cookie({ sub: "usr_1", ver: 3 })}; x${name}=2`;
    expect(await readSessionCookie(header, options)).toEqual({ kind: "session", userId: "usr_1", sessionVersion: 3 });
    expect(await readSessionCookie("", options)).toEqual({ kind: "none" });
    expect(await readSessionCookie(undefined, options)).toEqual({ kind: "none" });
  });
});
