import { afterAll, beforeAll, expect, test } from "vitest";
import { asked, type ChatApp, codeOf, createChatApp, type Person } from "../testing/index.ts";

let app: ChatApp;
let ada: Person;
let eve: Person;

beforeAll(async () => {
  app = await createChatApp();
  ada = await app.person("ada");
  eve = await app.person("eve");
});
afterAll(() => app[Symbol.asyncDispose]());

/** What a follower hears up to the end, the text of its deltas, and how the message ended. */
async function follow(person: Person, runId: string, lastEventId?: string) {
  const types: string[] = [];
  let text = "";
  let status: string | undefined;
  for await (const item of await person.caller.chat.onRun({ runId, ...(lastEventId ? { lastEventId } : {}) })) {
    // A tracked event is `[id, data]`.
    const event = Array.isArray(item) ? item[1] : item;
    types.push(event.type);
    if (event.type === "delta") text += event.text;
    if (event.type === "message") status = event.message.run?.status;
  }
  return { types, text, status };
}

test("another's run is as one that is not there", async () => {
  const { runId } = await asked(ada.caller.chat.send({ content: "mine" }));
  expect(await codeOf(eve.caller.chat.run({ runId }))).toBe("NOT_FOUND");
  expect(await codeOf(follow(eve, runId))).toBe("NOT_FOUND");
  await follow(ada, runId);
});

test("a run is followed to its end and no further, and can be read then", async () => {
  const { runId } = await asked(ada.caller.chat.send({ content: "tell me" }));
  const heard = await follow(ada, runId);
  expect([heard.types.at(-1), heard.status]).toEqual(["message", "complete"]);
  expect(await ada.caller.chat.run({ runId })).toMatchObject({
    id: runId,
    status: "complete",
    message: { role: "assistant" },
  });
  expect((await follow(ada, runId)).types).toEqual(["message"]);
});

test("one that waits for its turn is followed from there; one that is taken back ends", async () => {
  const first = await asked(ada.caller.chat.send({ content: "slowly [[fake: stall after=1]]" }));
  const { conversationId } = first;
  const second = await asked(ada.caller.chat.send({ content: "then this", conversationId }));
  const third = await asked(ada.caller.chat.send({ content: "and that", conversationId }));
  expect(second.queued).toBe(true);
  expect(await ada.caller.chat.run({ runId: second.runId })).toMatchObject({ status: "queued", message: null });

  const taken = (await ada.caller.chat.onRun({ runId: third.runId }))[Symbol.asyncIterator]();
  expect((await taken.next()).value).toMatchObject({ type: "queue" });
  await ada.caller.chat.withdraw({ userMessageId: third.userMessageId });
  for (let step = await taken.next(); !step.done; step = await taken.next()) {
    expect(step.value).toMatchObject({ type: "queue" });
  }
  await ada.caller.chat.stop({ runId: first.runId });
  expect((await follow(ada, second.runId)).status).toBe("complete");
});
