import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { shortTimeouts, testConfig, testKey, testLlm } from "../testing/harness.ts";
import { type FakeUpstream, startFakeUpstream } from "../testing/index.ts";
import type { Completion, CompletionRequest, Llm } from "../types.ts";

let upstream: FakeUpstream;
let llm: Llm;
let impatient: Llm;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  llm = testLlm(testConfig(upstream.baseUrl));
  impatient = testLlm(testConfig(upstream.baseUrl, { timeouts: shortTimeouts }));
});
afterEach(() => upstream.reset());
afterAll(async () => {
  llm.close();
  impatient.close();
  await upstream.close();
});

type Options = { signal?: AbortSignal; onEvents?: (events: string) => Promise<void> | undefined };

/** One completion, and the events that came of it. */
async function complete(
  through: Llm,
  request: Partial<CompletionRequest> & { model: string },
  { signal = new AbortController().signal, onEvents }: Options = {},
): Promise<Completion & { events: string }> {
  let events = "";
  const fields = { messages: [{ role: "user", content: "Hello" }] };
  const completion = await through.complete(
    { fields, stream: true, includeUsage: false, ...request },
    {
      signal,
      onEvents(more) {
        events += more.toString();
        return onEvents?.(more.toString());
      },
    },
  );
  return { ...completion, events };
}

it.each(["nobody/model", "model", ""])("refuses the model %j without asking anyone", async (model) => {
  expect(await complete(llm, { model })).toMatchObject({ status: "failed", error: { code: "MODEL_UNKNOWN" } });
  expect(upstream.requests).toEqual([]);
});

describe.each([
  { model: "openrouter/openai/gpt-5", provider: "openrouter", name: "openai/gpt-5" },
  { model: "compatible/mistral-small", provider: "compatible", name: "mistral-small" },
])("$provider", ({ model, provider, name }) => {
  it.each([true, false])("reports a refusal at once (streamed: %s)", async (stream) => {
    upstream.default({ status: 401, message: `the key ${testKey} is wrong` });
    const refused = await complete(llm, { model, stream });
    expect(refused).toMatchObject({ status: "failed", error: { code: "MODEL_KEY_REFUSED", params: { provider } } });
    expect(JSON.stringify(refused.error)).not.toContain(testKey);
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([true, false])("tries once more while nothing was shown (streamed: %s)", async (stream) => {
    upstream.next({ status: 503 });
    upstream.default({ text: "Here again." });
    const { status, events, body } = await complete(llm, { model, stream });
    expect(status).toBe("complete");
    expect(`${events}${body}`).toContain("again");
    expect(upstream.requests).toHaveLength(2);
  });

  it("does not try again once something was shown", async () => {
    upstream.default({ fault: "error-chunk", after: 1 });
    expect(await complete(llm, { model })).toMatchObject({ status: "failed", error: { code: "MODEL_UNAVAILABLE" } });
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ["says nothing", { fault: "never" }, "MODEL_TIMEOUT"],
    ["stops in the middle", { fault: "stall", after: 2 }, "MODEL_STALLED"],
    ["breaks off", { fault: "cut", after: 2 }, "MODEL_BAD_STREAM"],
    ["ends without an end", { fault: "end", after: 2 }, "MODEL_BAD_STREAM"],
    ["writes garbage", { fault: "garbage", after: 2 }, "MODEL_BAD_STREAM"],
  ] as const)("reports a provider that %s", async (_what, behaviour, code) => {
    upstream.default(behaviour);
    expect(await complete(impatient, { model })).toMatchObject({ status: "failed", error: { code } });
  });

  it("waits for who shows signs of life", async () => {
    upstream.default({ text: "At last.", firstTokenMs: 500, keepAliveMs: 50 });
    expect((await complete(impatient, { model })).status).toBe("complete");
  });

  it("has the name of the model, the key and the provider's own fields in the request", async () => {
    await complete(llm, { model, stream: false });
    const [request] = upstream.requests;
    expect(request?.headers.authorization).toBe(`Bearer ${testKey}`);
    expect(request?.body).toMatchObject({ model: name });
    expect(request?.body).not.toHaveProperty("stream");
  });

  it.each([true, false])("tells usage and duration (streamed: %s)", async (stream) => {
    upstream.default({ text: "One two", cost: 0.5 });
    const { usage, durationMs, answeredBy } = await complete(llm, { model, stream });
    const costMicros = provider === "openrouter" ? 500_000n : null;
    expect(usage).toMatchObject({ inputTokens: 2, outputTokens: 2, reasoningTokens: 0, costMicros });
    expect(answeredBy).toBe(name);
    expect(durationMs).toBeGreaterThanOrEqual(0);
  });

  it("stops promptly, closes the connection and guesses what was used", async () => {
    upstream.default({ tokens: 200, intervalMs: 5 });
    const leave = new AbortController();
    const onEvents = () => {
      leave.abort();
      return undefined;
    };
    const { status, usage } = await complete(llm, { model }, { signal: leave.signal, onEvents });
    expect(status).toBe("stopped");
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeGreaterThan(0);
    await expect.poll(() => upstream.requests[0]?.closedEarly).toBe(true);
  });

  it("holds the provider back while the reader is slow, longer than any stall", async () => {
    upstream.default({ tokens: 2_000, chunks: 2_000, intervalMs: 0 });
    let held = true;
    let calledWhileHeld = 0;
    const onEvents = () => {
      if (!held) return undefined;
      calledWhileHeld += 1;
      return new Promise<void>((resolve) => {
        setTimeout(() => {
          held = false;
          resolve();
        }, shortTimeouts.betweenTokensMs * 2);
      });
    };
    const { status } = await complete(impatient, { model }, { onEvents });
    expect(status).toBe("complete");
    expect(calledWhileHeld).toBe(1);
  });
});
