import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, bearer, call, dataOf, field } from "../harness/call.ts";
import { type Entry, entries } from "../harness/entries.ts";
import { type Procedure, procedures } from "../harness/procedures.ts";
import { type Actor, idsOfNothing, makeWorld, type World } from "../harness/world.ts";

let world: World;
let before: Awaited<ReturnType<World["snapshot"]>>;
beforeAll(async () => {
  world = await makeWorld();
  before = await world.snapshot();
});
afterAll(() => world?.close());

const known = procedures.flatMap((procedure) => {
  const entry = entries[procedure.path];
  return entry ? [{ ...procedure, entry }] : [];
});

test("each procedure of the router has an entry, and each entry a procedure", () => {
  expect(Object.keys(entries).sort()).toEqual(procedures.map(({ path }) => path).sort());
});

test("what anyone may call is what the entries say", () => {
  const open = known.filter(({ entry }) => entry.for === "anyone").map(({ path }) => path);
  expect(procedures.filter(({ anyone }) => anyone).map(({ path }) => path)).toEqual(open);
});

describe("who is nobody any more, or not yet", () => {
  const refusals: [Actor, string][] = [
    ["nobody", "UNAUTHENTICATED"],
    ["deactivated", "SESSION_EXPIRED"],
    ["deleted", "SESSION_EXPIRED"],
    ["signedOut", "SESSION_EXPIRED"],
    ["expired", "SESSION_EXPIRED"],
  ];
  test.for(refusals)("%s gets %s from every procedure that is not for anyone", async ([actor, code]) => {
    const answers = await each(
      known.filter(({ entry }) => entry.for !== "anyone"),
      (procedure) => ask(actor, procedure),
    );
    expect(others(answers, (answer) => answer.code === code && answer.status === 401)).toEqual([]);
  });
});

test("who is no admin gets nothing from an admin's procedures", async () => {
  const answers = await each(
    known.filter(({ entry }) => entry.for === "admin"),
    (procedure) => ask("owner", procedure),
  );
  expect(others(answers, ({ code }) => code === "FORBIDDEN")).toEqual([]);
});

test("a key does nothing for which it lacks the scope, though its user may", async () => {
  const answers = await each(
    known.filter(({ entry, scope }) => entry.for !== "anyone" && scope !== "any"),
    (procedure) => {
      const key = world.withoutScope.get(procedure.scope);
      return ask("admin", procedure, { headers: bearer(String(key)) });
    },
  );
  expect(others(answers, ({ code }) => code === "SCOPE_MISSING")).toEqual([]);
});

describe("what is another's", () => {
  const theirs = known.filter(({ entry }) => ["reader", "writer", "owner"].includes(entry.for));

  test.for(["stranger", "removed", "admin"] as const)("is to a %s as if it did not exist", async (actor) => {
    const answers = await each(theirs, async (procedure) => {
      const there = await ask(actor, procedure);
      const nowhere = await ask(actor, procedure, { ids: idsOfNothing() });
      expect(there, procedure.path).toEqual(nowhere);
      return there;
    });
    expect(others(answers, ({ code }) => code === "NOT_FOUND")).toEqual([]);
  });

  test("is a reader's to read alone", async () => {
    const answers = await each(
      theirs.filter(({ entry }) => entry.for !== "reader"),
      (procedure) => ask("reader", procedure),
    );
    expect(others(answers, refused)).toEqual([]);
  });

  test("is a writer's to write in, not to give away", async () => {
    const answers = await each(
      theirs.filter(({ entry }) => entry.for === "owner"),
      (procedure) => ask("writer", procedure),
    );
    expect(others(answers, refused)).toEqual([]);
  });
});

test("what is another's stays so inside something of one's own", async () => {
  const headers = world.headersOf("stranger");
  const ask = (path: string, input: unknown) => {
    const type = procedures.find((procedure) => procedure.path === path)?.type ?? "query";
    return call(world.url, { path, type }, { input, headers });
  };
  const own = field(dataOf(await ask("conversations.create", { title: "Mine" })), "id");
  const within = (ids: World["ids"]): [string, unknown][] => [
    ["chat.send", { conversationId: own, content: "Hello", afterMessageId: ids.answerId }],
    ["messages.list", { conversationId: own, branchOf: ids.answerId }],
    ["members.remove", { conversationId: own, userId: ids.memberId }],
    ["members.setRole", { conversationId: own, userId: ids.memberId, role: "writer" }],
    ["members.transfer", { conversationId: own, userId: ids.memberId }],
  ];
  const nowhere = within(idsOfNothing());
  for (const [index, [path, input]] of within(world.ids).entries()) {
    const answer = await ask(path, input);
    const { status, code } = await ask(path, nowhere[index]?.[1]);
    expect(answer, path).toMatchObject({ status, code });
    expect(JSON.stringify(answer.body), path).not.toContain("What is a river?");
  }
});

test("after all that, everything of the owner's is as it was", async () => {
  expect(await world.snapshot()).toEqual(before);
});

type Known = Procedure & { entry: Entry };

function ask(
  actor: Actor,
  procedure: Known,
  more: { ids?: World["ids"]; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const input = procedure.entry.input?.(more.ids ?? world.ids);
  return call(world.url, procedure, { input, headers: more.headers ?? world.headersOf(actor) });
}

async function each(list: readonly Known[], answer: (procedure: Known) => Promise<Answer>) {
  const answers: { path: string; answer: Answer }[] = [];
  for (const procedure of list) answers.push({ path: procedure.path, answer: await answer(procedure) });
  expect(answers.length).toBeGreaterThan(0);
  return answers;
}

/** Those that are not as they should be, in a form that says what they were. */
function others(answers: readonly { path: string; answer: Answer }[], isRight: (answer: Answer) => boolean): string[] {
  return answers
    .filter(({ answer }) => !isRight(answer))
    .map(({ path, answer }) => `${path}: ${answer.status} ${answer.code}`);
}

const refused = ({ code }: Answer) => code === "FORBIDDEN" || code === "NOT_FOUND";
