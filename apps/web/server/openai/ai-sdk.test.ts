import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateObject, generateText, jsonSchema, streamText, tool } from "ai";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/server.ts";

let server: TestServer;
let model: ReturnType<ReturnType<typeof createOpenAICompatible>["chatModel"]>;

beforeAll(async () => {
  server = await startTestServer();
  const provider = createOpenAICompatible({
    name: "causerie",
    baseURL: `${server.origin}/api/v1`,
    headers: server.bearer,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  model = provider.chatModel("openrouter/openai/gpt-5");
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.app.upstream.reset());

const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"] } as const;

test("a text", async () => {
  server.app.upstream.next({ text: "Bonjour !" });
  const { text, usage, finishReason } = await generateText({ model, prompt: "Hello" });
  expect([text, usage.outputTokens, finishReason]).toEqual(["Bonjour !", 3, "stop"]);
});

test("a stream", async () => {
  server.app.upstream.next({ text: "One two three" });
  const result = streamText({ model, prompt: "Hello" });
  expect((await Array.fromAsync(result.textStream)).join("")).toBe("One two three");
  expect((await result.usage).outputTokens).toBe(3);
});

test("a tool, in a stream", async () => {
  server.app.upstream.next({ toolCall: { name: "weather", arguments: '{"city":"Lyon"}' } });
  const weather = tool({
    inputSchema: jsonSchema<{ city: string }>(city),
    execute: async ({ city }) => `21° in ${city}`,
  });
  const result = streamText({ model, prompt: "Hello", tools: { weather } });
  await result.consumeStream();
  expect(await result.toolResults).toMatchObject([{ toolName: "weather", output: "21° in Lyon" }]);
});

test("an object", async () => {
  server.app.upstream.next({ text: '{"city":"Lyon"}' });
  const { object } = await generateObject({ model, prompt: "Hello", schema: jsonSchema<{ city: string }>(city) });
  expect(object).toEqual({ city: "Lyon" });
});

test("an error", async () => {
  server.app.upstream.default({ status: 400, message: "no" });
  const asking = generateText({ model, prompt: "Hello", maxRetries: 0 });
  await expect(asking).rejects.toSatisfy((error) => APICallError.isInstance(error) && error.statusCode === 400);
});
