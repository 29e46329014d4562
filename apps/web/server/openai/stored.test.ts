import { newId } from "@causerie/core";
import OpenAI from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startTestServer, type TestServer } from "../testing/server.ts";

let server: TestServer;
let client: OpenAI;

beforeAll(async () => {
  server = await startTestServer();
  client = new OpenAI({ baseURL: `${server.origin}/api/v1`, apiKey: await server.apiKey(["chat"]), maxRetries: 0 });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.app.upstream.reset());

const model = "openrouter/openai/gpt-5";
const question = (content: string) => [{ role: "user" as const, content }];
const stored = { model, store: true as const };

/** What the conversation holds, the newest first. */
async function textsOf(conversationId: string): Promise<string[]> {
  const messages = await server.app.db.asSystem("test: read a conversation", (tx) =>
    tx.message.findMany({ where: { conversationId }, orderBy: { id: "asc" }, select: { text: true } }),
  );
  return messages.map(({ text }) => text);
}

/** The conversation in which an answer was kept, as its metadata says. */
function conversationOf(answer: object): string {
  const { metadata } = answer as { metadata: { conversation_id: string } };
  return metadata.conversation_id;
}

describe("is refused", () => {
  test.each<[string, object, string]>([
    ["what a conversation does not keep", { temperature: 1 }, "temperature"],
    ["tools", { tools: [{ type: "function", function: { name: "weather" } }] }, "tools"],
    ["what the conversation holds already", { messages: [...question("One"), ...question("Two")] }, "messages"],
    ["an unknown entry of metadata", { metadata: { topic: "rivers" } }, "topic"],
    ["metadata without store", { store: false, metadata: {} }, "metadata"],
  ])("%s", async (_what, more, param) => {
    const asking = client.chat.completions.create({ ...stored, messages: question("Hello"), ...more });
    await expect(asking).rejects.toMatchObject({ status: 400, param });
  });

  test("a conversation of nobody's", async () => {
    for (const conversation_id of [newId("conversation"), "none"]) {
      const metadata = { conversation_id };
      const asking = client.chat.completions.create({ ...stored, metadata, messages: question("Hello") });
      await expect(asking).rejects.toMatchObject({ status: 404 });
    }
  });
});

test("a new conversation is made, named in a header and in metadata, and gone on with", async () => {
  server.app.upstream.default({ text: "Bonjour !" });
  const { data, response } = await client.chat.completions
    .create({ ...stored, messages: question("Hello") })
    .withResponse();
  expect(data.choices[0]?.message.content).toBe("Bonjour !");
  expect(data.usage?.completion_tokens).toBe(3);
  const conversation_id = conversationOf(data);
  expect(response.headers.get("x-conversation-id")).toBe(conversation_id);

  await client.chat.completions.create({ ...stored, metadata: { conversation_id }, messages: question("And now?") });
  expect(await textsOf(conversation_id)).toEqual(["Hello", "Bonjour !", "And now?", "Bonjour !"]);
  const sent = server.app.upstream.requests.filter(({ body }) => JSON.stringify(body).includes("And now?")).at(-1);
  expect(JSON.stringify(sent?.body)).toContain("Bonjour !");
});

test("a stream is the same, with its usage", async () => {
  server.app.upstream.default({ text: "One two three", reasoning: "hm" });
  const stream = await client.chat.completions.create({
    ...stored,
    messages: question("Hello"),
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks = await Array.fromAsync(stream);
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
  expect(text).toBe("One two three");
  expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
  expect(await textsOf(conversationOf(chunks[0] ?? {}))).toEqual(["Hello", "One two three"]);
});

test("an answer is written to its end although the program went away", async () => {
  server.app.upstream.default({ text: "One two three four five six", intervalMs: 50 });
  const stream = await client.chat.completions.create({ ...stored, messages: question("Hello"), stream: true });
  let conversationId = "";
  for await (const chunk of stream) {
    conversationId = conversationOf(chunk);
    break;
  }
  await vi.waitFor(async () => {
    expect(await textsOf(conversationId)).toEqual(["Hello", "One two three four five six"]);
  }, 5_000);
});

test("an answer that failed is an error", async () => {
  server.app.upstream.default({ status: 402, message: "Insufficient credits" });
  const asking = client.chat.completions.create({ ...stored, messages: question("Hello") });
  await expect(asking).rejects.toMatchObject({ status: 502, code: "model_no_credit" });
});
