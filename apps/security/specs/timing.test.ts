import { randomBytes } from "node:crypto";
import { newId } from "@causerie/core";
import { type NewPerson, register } from "@causerie/e2e/fixtures/people";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bearer, call, dataOf, field } from "../harness/call.ts";
import { startServer } from "../harness/server.ts";

let server: Awaited<ReturnType<typeof startServer>>;
let owner: Record<string, string>;
let stranger: Record<string, string>;
/** Each is asked for fewer times than an account may be guessed at. */
const known: NewPerson[] = [];
const guesses = 7;

beforeAll(async () => {
  server = await startServer();
  for (let count = 0; count < 4; count++) known.push(await register(server.url));
  owner = await tokenOf(known[0]);
  stranger = await tokenOf(known[1]);
});
afterAll(() => server?.close());

const mutate = (path: string, input: unknown, headers: Record<string, string> = {}) =>
  call(server.url, { path, type: "mutation" }, { input, headers });
const guess = (email: string | undefined) => mutate("auth.login", { email, password: `no password of ${email}` });
const unknown = () => `nobody-${randomBytes(5).toString("hex")}@example.org`;

test("what takes longer is told apart, so that what is not told apart below takes as long", async () => {
  const access = () => call(server.url, { path: "auth.access", type: "query" }, {});
  expect(await shareSlower({ times: guesses, one: () => guess(unknown()), other: access })).toBeGreaterThan(0.95);
});

test("a wrong password takes as long for who has an account as for who has none", async () => {
  const one = (turn: number) => guess(known[turn % known.length]?.email);
  alike(await shareSlower({ times: guesses * known.length, one, other: () => guess(unknown()) }));
});

test("another's conversation takes as long as none", async () => {
  const made = dataOf(await mutate("conversations.create", { title: "Theirs" }, owner));
  const get = async (id: unknown) => {
    const answer = await call(
      server.url,
      { path: "conversations.get", type: "query" },
      { input: { id }, headers: stranger },
    );
    expect(answer.code).toBe("NOT_FOUND");
  };
  const one = () => get(field(made, "id"));
  alike(await shareSlower({ times: 100, one, other: () => get(newId("conversation")) }));
});

async function tokenOf(person: NewPerson | undefined): Promise<Record<string, string>> {
  const answer = await mutate("auth.login", { email: person?.email, password: person?.password });
  return bearer(String(field(dataOf(answer), "accessToken")));
}

/**
 * How often `one` takes longer than `other`, of all pairs of their turns: 0.5 where nothing tells them apart, whatever the
 * machine does meanwhile, because their turns alternate.
 */
async function shareSlower(work: {
  times: number;
  one: (turn: number) => Promise<unknown>;
  other: (turn: number) => Promise<unknown>;
}): Promise<number> {
  const took: { one: number[]; other: number[] } = { one: [], other: [] };
  // The first turns of anything are slow.
  for (let turn = -2; turn < work.times; turn++) {
    for (const name of turn % 2 === 0 ? (["one", "other"] as const) : (["other", "one"] as const)) {
      const began = performance.now();
      await work[name](Math.max(turn, 0));
      if (turn >= 0) took[name].push(performance.now() - began);
    }
  }
  const pairs = took.one.flatMap((one) => took.other.map((other) => (one > other ? 1 : 0)));
  return pairs.reduce<number>((sum, slower) => sum + slower, 0) / pairs.length;
}

/** Chance alone leads this far from a half less than once in ten thousand runs. */
function alike(share: number): void {
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.8);
}
