import { createHmac } from "node:crypto";
import { register } from "@causerie/e2e/fixtures/people";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer, call, dataOf, field } from "../harness/call.ts";
import { startServer } from "../harness/server.ts";
import { signToken } from "../harness/tokens.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let userId: string;
let apiKey: string;
const me = { path: "auth.me", type: "query" } as const;

beforeAll(async () => {
  server = await startServer();
  const { email, password } = await register(server.url);
  const login = await call(server.url, { path: "auth.login", type: "mutation" }, { input: { email, password } });
  const headers = bearer(String(field(dataOf(login), "accessToken")));
  userId = String(field(dataOf(await call(server.url, me, { headers })), "id"));
  const key = await call(
    server.url,
    { path: "apiKeys.create", type: "mutation" },
    { input: { name: "A key", scopes: ["chat"] }, headers },
  );
  apiKey = String(field(dataOf(key), "key"));
});
afterAll(() => server?.close());

const whoAmI = (headers: Record<string, string>) => call(server.url, me, { headers });

test("the suite's own tokens are good, so that what is refused below is refused for what is wrong with it", async () => {
  expect((await whoAmI(bearer(await signToken({ userId })))).code).toBeNull();
  expect((await whoAmI(bearer(apiKey))).code).toBeNull();
  expect((await whoAmI({ "x-api-key": apiKey })).code).toBeNull();
});

const forgeries: Record<string, () => string | Promise<string>> = {
  "no algorithm": () => unsigned({ alg: "none" }),
  "no algorithm, spelt otherwise": () => unsigned({ alg: "nOnE" }),
  "another algorithm over the same key": () => signToken({ userId, header: { alg: "HS512" } }),
  "another server's secret": () => signToken({ userId, secret: "the secret of another server, long enough" }),
  "the key that seals browsers' sessions": () => signToken({ userId, purpose: "session-cookie" }),
  "the secret itself as the key": () => {
    const [head, body] = unsigned({ alg: "HS256" }).split(".");
    const signature = createHmac("sha256", "the secret of the security suite's own servers").update(`${head}.${body}`);
    return `${head}.${body}.${signature.digest("base64url")}`;
  },
  "a key that the token brings along": () =>
    signToken({ userId, header: { jwk: { kty: "oct" } }, secret: "A".repeat(40) }),
  "another issuer": () => signToken({ userId, issuer: "somebody" }),
  "another audience": () => signToken({ userId, audience: "somebody" }),
  "a time that is yet to come": () => signToken({ userId, issuedAgoSeconds: -3600, lastsSeconds: 7200 }),
  "a time that is over": () => signToken({ userId, issuedAgoSeconds: 7200, lastsSeconds: 3600 }),
  "an earlier session": () => signToken({ userId, sessionVersion: 0 }),
  "a later session": () => signToken({ userId, sessionVersion: 2 }),
  "nobody's id": () => signToken({ userId: "usr_01jd0000000000000000000000" }),
  "an id that is SQL": () => signToken({ userId: "usr_' or '1'='1" }),
  "an API key that is nobody's": () =>
    signToken({ userId, claims: { key: "key_01jd0000000000000000000000", scp: ["admin"] } }),
  "a signature that was cut": async () => (await signToken({ userId })).slice(0, -4),
  "a body that was changed": async () => {
    const [head, , signature] = (await signToken({ userId })).split(".");
    return `${head}.${Buffer.from(JSON.stringify({ sub: userId, ver: 1, role: "admin" })).toString("base64url")}.${signature}`;
  },
  "a key that was cut": () => apiKey.slice(0, -1),
  "a key with one letter changed": () =>
    `${apiKey.slice(0, -9)}${apiKey.at(-9) === "A" ? "B" : "A"}${apiKey.slice(-8)}`,
  "a megabyte": () => "a".repeat(1_000_000),
};

test.for(Object.entries(forgeries))("a token with %s is nobody's", async ([, make]) => {
  const token = await make();
  if (token.length > 10_000) {
    // Node itself cuts such a request off.
    expect((await fetch(`${server.url}/api/trpc/auth.me`, { headers: bearer(token) })).status).toBe(431);
    return;
  }
  const answer = await whoAmI(bearer(token));
  expect(answer.status).toBe(401);
  expect(["UNAUTHENTICATED", "SESSION_EXPIRED", "KEY_INVALID", "KEY_INCOMPLETE"]).toContain(answer.code);
});

test.for([
  ["in the header of passwords", () => ({ authorization: `Basic ${Buffer.from(`x:${apiKey}`).toString("base64")}` })],
  ["in a cookie", () => ({ cookie: `authjs.session-token=${apiKey}` })],
  ["beside another in the other header", () => ({ ...bearer(apiKey), "x-api-key": `${apiKey.slice(0, -1)}x` })],
  ["twice", () => ({ "x-api-key": `${apiKey}, ${apiKey}` })],
] as const)("a key %s is none", async ([, headers]) => {
  expect((await whoAmI(headers())).status).toBe(401);
});

test("a key in the address is not looked at, so that nobody begins to send it where it is logged", async () => {
  const answer = await fetch(`${server.url}/api/trpc/auth.me?key=${apiKey}&api_key=${apiKey}&access_token=${apiKey}`);
  expect(answer.status).toBe(401);
  expect(server.output()).not.toContain(apiKey);
});

function unsigned(header: { alg: string }): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: userId, ver: 1, iss: "causerie", aud: "causerie-api", iat: now, exp: now + 600 };
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ ...header, typ: "JWT" })}.${encode(claims)}.`;
}
