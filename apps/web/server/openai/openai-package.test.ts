import OpenAI, { APIError, APIUserAbortError, NotFoundError } from "openai";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { startTestServer, type TestServer } from "../testing/server.ts";

let server: TestServer;
let client: OpenAI;

beforeAll(async () => {
  server = await startTestServer();
  // All that a program changes: the base URL and the key.
  client = new OpenAI({ baseURL: `${server.origin}/api/v1`, apiKey: await server.apiKey(["chat"]), maxRetries: 0 });
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => server.app.upstream.reset());

const model = "openrouter/openai/gpt-5";
const messages = [{ role: "user" as const, content: "Hello" }];
const sent = () => server.app.upstream.requests.at(-1)?.body;

/** The accounts of one model: each test that reads them asks one of its own. */
async function accountsOf(asked: string) {
  return await server.app.db.asSystem("test: read the accounts", (tx) =>
    tx.usageEvent.findMany({
      where: { model: asked },
      select: { purpose: true, inputTokens: true, outputTokens: true, costMicros: true },
    }),
  );
}

describe("chat", () => {
  test("answers", async () => {
    server.app.upstream.next({ text: "Bonjour !" });
    const completion = await client.chat.completions.create({
      model,
      messages,
      temperature: 0.5,
      seed: 7,
      stop: ["x"],
      max_completion_tokens: 50,
      user: "u1",
    });
    expect(completion.choices[0]?.message.content).toBe("Bonjour !");
    expect(completion.choices[0]?.finish_reason).toBe("stop");
    expect(completion.usage).toMatchObject({ prompt_tokens: 2, completion_tokens: 3 });
    expect(sent()).toEqual({
      model: "openai/gpt-5",
      messages,
      temperature: 0.5,
      seed: 7,
      stop: ["x"],
      max_completion_tokens: 50,
      user: "u1",
      usage: { include: true },
    });
  });

  test("is accounted once, with what the provider billed", async () => {
    const billed = "openrouter/test/billed";
    server.app.upstream.next({ text: "Bonjour !", cost: 0.25 });
    await client.chat.completions.create({ model: billed, messages });
    await vi.waitFor(async () => {
      const event = { purpose: "api", inputTokens: 2, outputTokens: 3, costMicros: 250_000n };
      expect(await accountsOf(billed)).toEqual([event]);
    });
  });

  test.each([undefined, "default"])("takes the server's model when it is %s", async (asked) => {
    // @ts-expect-error the package wants one, other clients leave it out
    await client.chat.completions.create({ model: asked, messages });
    expect(sent()).toMatchObject({ model: "fake/fast" });
  });
});

describe("stream", () => {
  test("comes in pieces, without a usage nobody asked for", async () => {
    server.app.upstream.next({ text: "One two three", reasoning: "hm" });
    let text = "";
    const stream = await client.chat.completions.create({ model, messages, stream: true });
    for await (const chunk of stream) {
      expect(chunk.usage ?? null).toBeNull();
      text += chunk.choices[0]?.delta.content ?? "";
    }
    expect(text).toBe("One two three");
    expect(sent()).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  test("ends with the usage that was asked for, in a chunk without choices", async () => {
    const stream = await client.chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await Array.fromAsync(stream);
    expect(chunks.filter((chunk) => chunk.usage)).toHaveLength(1);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 2, completion_tokens: 64 } });
  });

  test("the package's own helper puts it together", async () => {
    server.app.upstream.next({ text: "Voilà déjà l’été : 🌞 日本語", splitBytes: 1 });
    const completion = await client.chat.completions.stream({ model, messages }).finalChatCompletion();
    expect(completion.choices[0]?.message.content).toBe("Voilà déjà l’été : 🌞 日本語");
  });

  test("that breaks in the middle is an error, after what had come", async () => {
    server.app.upstream.next({ text: "One two three four", fault: "cut", after: 2 });
    let text = "";
    const reading = (async () => {
      for await (const chunk of await client.chat.completions.create({ model, messages, stream: true })) {
        text += chunk.choices[0]?.delta.content ?? "";
      }
    })();
    await expect(reading).rejects.toThrow(APIError);
    expect(text).toBe("One two");
  });

  test("closes the provider's connection when the program goes away, and what was used is accounted", async () => {
    const left = "openrouter/test/left";
    server.app.upstream.next({ text: "One two three", fault: "stall", after: 2 });
    const stream = await client.chat.completions.create({ model: left, messages, stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content === " two") break;
    await vi.waitFor(() => expect(server.app.upstream.requests.at(-1)?.closedEarly).toBe(true));
    await vi.waitFor(async () => {
      expect(await accountsOf(left)).toMatchObject([{ purpose: "api", inputTokens: 6, outputTokens: 2 }]);
    });
  });

  test("is given up before its first word", async () => {
    server.app.upstream.next({ fault: "never" });
    const leave = new AbortController();
    const asking = client.chat.completions.create({ model, messages, stream: true }, { signal: leave.signal });
    await vi.waitFor(() => expect(server.app.upstream.requests).toHaveLength(1));
    leave.abort();
    await expect(asking).rejects.toThrow(APIUserAbortError);
    await vi.waitFor(() => expect(server.app.upstream.requests.at(-1)?.closedEarly).toBe(true));
  });
});

const tools = [
  {
    type: "function" as const,
    function: {
      name: "weather",
      description: "Today's",
      parameters: { type: "object", properties: { city: { type: "string" } } },
    },
  },
];
const toolCall = { name: "weather", arguments: '{"city":"Lyon"}' };

describe("tools", () => {
  test("are called, and their results go back", async () => {
    server.app.upstream.next({ toolCall });
    const tool_choice = { type: "function" as const, function: { name: "weather" } };
    const asked = await client.chat.completions.create({ model, messages, tools, tool_choice });
    const answer = asked.choices[0];
    expect(answer?.finish_reason).toBe("tool_calls");
    expect(answer?.message.tool_calls?.[0]).toMatchObject({ id: "call_1", function: toolCall });
    expect(sent()).toMatchObject({ tools, tool_choice });

    const more = [
      ...messages,
      ...(answer ? [answer.message] : []),
      { role: "tool" as const, tool_call_id: "call_1", content: "21°" },
    ];
    await client.chat.completions.create({ model, messages: more, tools });
    expect(sent()).toMatchObject({ messages: more });
  });

  test("are called in a stream", async () => {
    server.app.upstream.next({ toolCall });
    const completion = await client.chat.completions.stream({ model, messages, tools }).finalChatCompletion();
    expect(completion.choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: toolCall });
  });
});

test("JSON mode and schemas are passed on", async () => {
  server.app.upstream.default({ text: '{"city":"Lyon"}' });
  const schema = {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  };
  for (const response_format of [
    { type: "json_object" as const },
    { type: "json_schema" as const, json_schema: { name: "city", strict: true, schema } },
  ]) {
    const completion = await client.chat.completions.parse({ model, messages, response_format });
    expect(JSON.parse(completion.choices[0]?.message.content ?? "")).toEqual({ city: "Lyon" });
    expect(sent()).toMatchObject({ response_format });
  }
});

test("images go to a model that sees", async () => {
  const content = [
    { type: "text" as const, text: "What is it?" },
    { type: "image_url" as const, image_url: { url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" as const } },
    { type: "image_url" as const, image_url: { url: "https://example.org/a.png" } },
  ];
  await client.chat.completions.create({ model, messages: [{ role: "user", content }] });
  expect(sent()).toMatchObject({ messages: [{ role: "user", content }] });
});

describe("models", () => {
  test("are listed, and told one by one", async () => {
    const models = await Array.fromAsync(await client.models.list());
    expect(models.map(({ id }) => id)).toContain(model);
    expect(await client.models.retrieve(model)).toMatchObject({ id: model, object: "model", owned_by: "openrouter" });
  });
});

describe("errors", () => {
  test("are the package's own", async () => {
    await expect(client.chat.completions.create({ model: "gpt-5", messages })).rejects.toThrow(NotFoundError);
  });

  test.each([
    [{ status: 429, message: "slow down", retryAfter: "60" }, 429, "rate_limit_exceeded"],
    [{ status: 400, message: "This endpoint's maximum context length is 4096 tokens" }, 400, "context_length_exceeded"],
    [{ status: 400, message: "no" }, 400, "provider_refused_request"],
    [{ status: 401, message: "No auth credentials found" }, 502, "model_key_refused"],
    [{ status: 402, message: "Insufficient credits" }, 502, "model_no_credit"],
    [{ fault: "garbage" as const }, 502, "model_bad_stream"],
    [{ fault: "error-chunk" as const }, 502, "model_unavailable"],
  ])("of the provider %o", async (behaviour, status, code) => {
    server.app.upstream.default(behaviour);
    const asking = client.chat.completions.create({ model, messages, stream: true });
    await expect(asking).rejects.toMatchObject({ status, code });
  });
});

test("the guide answers where nothing is configured", async () => {
  const completion = await client.chat.completions.create({ model: "guide/guide", messages, max_tokens: 50 });
  expect(completion.choices[0]?.message.content).toBe("Hello");
  const streamed = await client.chat.completions
    .stream({ model: "guide/guide", messages, max_tokens: 50 })
    .finalContent();
  expect(streamed).toBe("Hello");
});
