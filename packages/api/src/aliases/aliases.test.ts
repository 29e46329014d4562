import { afterAll, beforeAll, expect, test } from "vitest";
import { type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";

let app: ChatApp;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  app = await createChatApp();
  ada = await app.person("ada");
  eve = await app.person("eve");
});
afterAll(() => app[Symbol.asyncDispose]());

const said = (text: string) => `Say it [[fake: text="${text}"]]`;

test("another's conversation is as one that is not there, by each of the names", async () => {
  const { session_id: id } = await ada.caller.aliases.createSession({});
  for (const call of [
    () => eve.caller.aliases.ask({ message: "Hi", conversation_id: id }),
    () => eve.caller.aliases.askSession({ message: "Hi", id }),
    () => eve.caller.aliases.conversationHistory({ id }),
    () => eve.caller.aliases.sessionMessages({ id }),
    () => eve.caller.aliases.clearConversation({ id }),
  ]) {
    expect(await codeOf(call())).toBe("NOT_FOUND");
  }
});

test("what a program asks counts against its key's budget, by each of the names", async () => {
  const { key } = await ada.caller.apiKeys.create({
    name: "Poor",
    scopes: ["chat"],
    budgetMicros: 1,
    budgetPeriod: "day",
  });
  const credentials = { kind: "api-key", secret: key } as const;
  const program = app.createCaller({ requestId: "test", address: "192.0.2.1", credentials });
  const { session_id: id } = await ada.caller.aliases.createSession({});
  expect(await codeOf(program.aliases.ask({ message: "Hi" }))).toBe("BUDGET_EXCEEDED");
  expect(await codeOf(program.aliases.askSession({ message: "Hi", id }))).toBe("BUDGET_EXCEEDED");
});

test("one text is asked, not none and not two", async () => {
  expect(await codeOf(ada.caller.aliases.ask({}))).toBe("INVALID_INPUT");
  expect(await codeOf(ada.caller.aliases.ask({ message: "a", content: "b" }))).toBe("INVALID_INPUT");
  expect(await codeOf(ada.caller.aliases.ask({ message: " " }))).toBe("MESSAGE_EMPTY");
});

test("an answer that fails is told as what it failed of", async () => {
  expect(await codeOf(ada.caller.aliases.ask({ message: "Hi [[fake: status=402]]" }))).toBe("MODEL_NO_CREDIT");
});

test("an answer is waited for, in a new conversation and in one that is there, and stands in the history", async () => {
  const first = await ada.caller.aliases.ask({ message: said("One.") });
  expect(first.answer).toBe("One.");
  const id = first.conversation_id;
  const second = await ada.caller.aliases.ask({ content: said("Two."), conversation_id: id });
  expect([second.answer, second.conversation_id]).toEqual(["Two.", id]);
  const third = await ada.caller.aliases.askSession({ message: said("Three."), id });
  expect([third.answer, third.session_id]).toEqual(["Three.", id]);

  const newest = await ada.caller.aliases.sessionMessages({ id, limit: 2 });
  expect(newest.items.map(({ role }) => role)).toEqual(["user", "assistant"]);
  expect(newest.items[1]?.content).toBe("Three.");
  const before = await ada.caller.aliases.conversationHistory({ id, limit: 2, cursor: newest.next_cursor });
  expect(before.items[1]?.content).toBe("Two.");
  const { items } = await ada.caller.aliases.history({ limit: 1 });
  expect(items[0]).toMatchObject({ conversation_id: id });
  expect(items[0]?.messages).toHaveLength(6);

  expect(await ada.caller.aliases.clearConversation({ id })).toEqual({ deleted: 6 });
  expect((await ada.caller.aliases.sessionMessages({ id })).items).toEqual([]);
  await ada.caller.aliases.clearHistory();
  expect((await ada.caller.aliases.listSessions({})).items).toEqual([]);
});

test("where the assistant answers only when it is mentioned, nothing is waited for", async () => {
  const { session_id: id } = await ada.caller.aliases.createSession({});
  await ada.caller.conversations.update({ id, data: { answerMode: "mentioned" } });
  expect(await ada.caller.aliases.ask({ message: "Only us", conversation_id: id })).toMatchObject({ answer: null });
});
