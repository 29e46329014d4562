import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ask, shortTimeouts, testConfig, testKey, testLlm } from "../testing/harness.ts";
import { type FakeUpstream, lorem, startFakeUpstream } from "../testing/index.ts";
import type { Llm } from "../types.ts";

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

describe.each([
  { model: "openrouter/openai/gpt-5", provider: "openrouter", name: "openai/gpt-5" },
  { model: "compatible/mistral-small", provider: "compatible", name: "mistral-small" },
])("$provider", ({ model, provider, name }) => {
  it.each([
    ["a refused key", { status: 401 }, "MODEL_KEY_REFUSED"],
    ["a forbidden key", { status: 403 }, "MODEL_KEY_REFUSED"],
    ["no credit", { status: 402 }, "MODEL_NO_CREDIT"],
    ["an unknown model", { status: 404, message: "No endpoints found" }, "MODEL_UNKNOWN"],
    ["a model's name that is no name", { status: 400, message: "xyz is not a valid model ID" }, "MODEL_UNKNOWN"],
    ["a context too long", { status: 400, message: "maximum context length is 4096 tokens" }, "MODEL_CONTEXT_TOO_LONG"],
    ["a body too large", { status: 413 }, "MODEL_CONTEXT_TOO_LONG"],
    ["flagged input", { status: 403, message: "Your input was flagged by moderation" }, "MODEL_CONTENT_FILTER"],
    ["any other refusal", { status: 422, message: "temperature must be at most 2" }, "MODEL_REFUSED_REQUEST"],
    ["a redirect", { status: 302, body: "" }, "MODEL_UNAVAILABLE"],
    ["an error page instead of JSON", { status: 404, body: "<html>Not found</html>" }, "MODEL_UNKNOWN"],
  ] as const)("reports %s at once, without a retry", async (_what, behaviour, code) => {
    upstream.default(behaviour);
    const { outcome, deltas } = await ask(llm, { model });
    expect(outcome).toMatchObject({
      status: "failed",
      finishReason: "error",
      error: { code, params: { provider, status: behaviour.status } },
      firstTokenMs: null,
    });
    expect(deltas).toEqual([]);
    expect(upstream.requests).toHaveLength(1);
  });

  it("reports a server's error after one retry, and answers when the retry succeeds", async () => {
    upstream.default({ status: 503 });
    const failed = await ask(llm, { model });
    expect(failed.outcome.error).toMatchObject({ code: "MODEL_UNAVAILABLE", params: { provider, status: 503 } });
    expect(upstream.requests).toHaveLength(2);

    upstream.reset();
    upstream.next({ status: 503 });
    upstream.default({ text: "Here again." });
    const { outcome, text } = await ask(llm, { model });
    expect(outcome.status).toBe("complete");
    expect(text).toBe("Here again.");
  });

  it("waits as long as a rate limit asks, once", async () => {
    upstream.next({ status: 429, retryAfter: "1" });
    upstream.default({ text: "Now." });
    const { outcome, text } = await ask(llm, { model });
    expect(text).toBe("Now.");
    expect(outcome.durationMs).toBeGreaterThanOrEqual(1000);
    expect(outcome.firstTokenMs).toBeGreaterThanOrEqual(1000);
  });

  it("says how long to wait when a rate limit asks for too much", async () => {
    upstream.default({ status: 429, retryAfter: "77" });
    const { outcome } = await ask(llm, { model });
    expect(outcome.error).toMatchObject({ code: "MODEL_RATE_LIMITED", params: { retryAfterSeconds: 77 } });
    expect(upstream.requests).toHaveLength(1);
  });

  it("stops waiting for a retry when it is aborted", async () => {
    upstream.default({ status: 429, retryAfter: "10" });
    const { outcome } = await ask(llm, { model }, { signal: AbortSignal.timeout(50) });
    expect(outcome.status).toBe("stopped");
    expect(outcome.durationMs).toBeLessThan(10_000);
    expect(upstream.requests).toHaveLength(1);
  });

  it("streams an answer: every character once, in order, with tokens and times", async () => {
    upstream.default({ tokens: 200, intervalMs: 2 });
    const { outcome, text, deltas } = await ask(llm, { model });
    expect(text).toBe(lorem(200));
    expect(outcome).toMatchObject({ status: "complete", finishReason: "stop", answeredBy: name });
    expect(outcome.error).toBeUndefined();
    expect(outcome.usage).toMatchObject({ inputTokens: 2, outputTokens: 200, reasoningTokens: 0 });
    expect(outcome.firstTokenMs).toBeLessThan(outcome.durationMs);
    expect(deltas.length).toBeGreaterThan(5);
    expect(deltas.length).toBeLessThan(150);
  });

  it("passes the first piece on without waiting for the second", async () => {
    // The second never comes.
    upstream.default({ text: "one two three", chunks: 3, fault: "stall", after: 1 });
    const abort = new AbortController();
    const { outcome, text } = await ask(llm, { model }, { signal: abort.signal, onDelta: () => abort.abort() });
    expect(outcome.status).toBe("stopped");
    expect(text.trim()).toBe("one");
  });

  it("keeps reasoning apart from text, and before it", async () => {
    upstream.default({ reasoning: "First I think.", text: "Then I speak.", intervalMs: 1 });
    const { outcome, text, reasoning, deltas } = await ask(llm, { model });
    expect([reasoning, text]).toEqual(["First I think.", "Then I speak."]);
    const kinds = deltas.map((delta) => delta.kind);
    expect(kinds.lastIndexOf("reasoning")).toBeLessThan(kinds.indexOf("text"));
    expect(outcome.usage.reasoningTokens).toBeGreaterThan(0);
  });

  it.each([
    ["one byte a packet", { splitBytes: 1 }],
    ["three bytes a packet", { splitBytes: 3 }],
    ["carriage returns", { crlf: true }],
    ["no [DONE]", { done: false }],
    ["no usage", { usage: false }],
    ["no finish reason but [DONE]", { finishReason: "" }],
  ])("reads a stream with %s", async (_what, behaviour) => {
    const said = "Voilà l’été : 🌞 日本語 🏳️‍🌈.";
    upstream.default({ text: said, ...behaviour });
    const { outcome, text } = await ask(llm, { model });
    expect(text).toBe(said);
    expect(outcome.status).toBe("complete");
  });

  it("says when an answer was cut off by its length", async () => {
    upstream.default({ finishReason: "length" });
    const { outcome } = await ask(llm, { model });
    expect(outcome).toMatchObject({ status: "complete", finishReason: "length" });
  });

  it.each([
    ["cut", { fault: "cut" }, "MODEL_BAD_STREAM"],
    ["ended without a finish reason", { fault: "end", done: false }, "MODEL_BAD_STREAM"],
    ["malformed", { fault: "garbage" }, "MODEL_BAD_STREAM"],
    ["broken by an error inside it", { fault: "error-chunk" }, "MODEL_UNAVAILABLE"],
    ["stalled", { fault: "stall" }, "MODEL_STALLED"],
  ] as const)("keeps what came of a stream that is %s", async (_what, behaviour, code) => {
    upstream.default({ text: "one two three four", chunks: 4, after: 2, ...behaviour });
    const { outcome, text } = await ask(impatient, { model });
    expect(text).toBe("one two");
    expect(outcome).toMatchObject({ status: "failed", finishReason: "error", answeredBy: name });
    expect(outcome.error?.code).toBe(code);
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ["an error with status 200", '{"error":{"code":503,"message":"busy"}}', "MODEL_UNAVAILABLE"],
    ["JSON where the stream should be", '{"choices":[]}', "MODEL_BAD_STREAM"],
    ["no JSON at all", "busy", "MODEL_BAD_STREAM"],
  ])("reports %s", async (_what, body, code) => {
    upstream.default({ status: 200, body });
    const { outcome } = await ask(llm, { model });
    expect(outcome.error?.code).toBe(code);
  });

  it("closes the connection of a stalled stream", async () => {
    upstream.default({ fault: "stall", after: 2 });
    await ask(impatient, { model });
    await expect.poll(() => upstream.requests[0]?.closedEarly).toBe(true);
  });

  it("gives up before the first token when nothing comes, or only an open stream", async () => {
    for (const behaviour of [{ fault: "never" }, { fault: "stall", after: 0 }] as const) {
      upstream.default(behaviour);
      const { outcome } = await ask(impatient, { model });
      expect(outcome.error).toMatchObject({ code: "MODEL_TIMEOUT", params: { provider, seconds: 1 } });
      expect(outcome.durationMs).toBeGreaterThanOrEqual(300);
    }
  });

  it("waits longer while keep-alive comments come, but not for ever", async () => {
    upstream.default({ text: "Patience.", firstTokenMs: 600, keepAliveMs: 100 });
    expect((await ask(impatient, { model })).text).toBe("Patience.");
    upstream.default({ firstTokenMs: 5_000, keepAliveMs: 100 });
    const { outcome } = await ask(impatient, { model });
    expect(outcome.error?.code).toBe("MODEL_TIMEOUT");
    expect(outcome.durationMs).toBeGreaterThan(850);
    expect(outcome.durationMs).toBeLessThan(4_000);
  });

  it("reports an empty answer, with what it cost; reasoning alone is empty, but kept", async () => {
    upstream.default({ text: "" });
    const empty = await ask(llm, { model });
    expect(empty.outcome).toMatchObject({ status: "failed", error: { code: "MODEL_EMPTY_ANSWER" } });
    expect(empty.outcome.usage.outputTokens).toBe(0);
    upstream.default({ reasoning: "Hm.", text: "" });
    const { outcome, reasoning } = await ask(llm, { model });
    expect(outcome.error?.code).toBe("MODEL_EMPTY_ANSWER");
    expect(reasoning).toBe("Hm.");
  });

  it("reports a filtered answer and keeps what came before", async () => {
    upstream.default({ text: "It begins", finishReason: "content_filter" });
    const { outcome, text } = await ask(llm, { model });
    expect(outcome).toMatchObject({ finishReason: "content-filter", error: { code: "MODEL_CONTENT_FILTER" } });
    expect(text).toBe("It begins");
  });

  it("stops promptly when aborted, and closes the connection", async () => {
    upstream.default({ tokens: 500, intervalMs: 20 });
    const abort = new AbortController();
    let stopped = false;
    const { outcome, text } = await ask(
      llm,
      { model },
      {
        signal: abort.signal,
        onDelta: (_kind, piece) => {
          if (stopped) throw new Error(`came after the abort: ${piece}`);
          setTimeout(() => {
            stopped = true;
            abort.abort();
          }, 60);
        },
      },
    );
    expect(outcome).toMatchObject({ status: "stopped", finishReason: null, answeredBy: name });
    expect(text.length).toBeGreaterThan(0);
    await expect.poll(() => upstream.requests[0]?.closedEarly).toBe(true);
  });

  it("sends nothing when it is aborted before it begins", async () => {
    const { outcome } = await ask(llm, { model }, { signal: AbortSignal.abort() });
    expect(outcome.status).toBe("stopped");
    expect(upstream.requests).toHaveLength(0);
  });

  it("takes an answer of 200,000 tokens", async () => {
    upstream.default({ tokens: 200_000, chunks: 20_000 });
    const { outcome, text } = await ask(llm, { model });
    expect(outcome.status).toBe("complete");
    expect(text).toBe(lorem(200_000));
  });

  it("refuses an answer without end", async () => {
    upstream.default({ text: "x".repeat(4_000_001), chunks: 1 });
    const { outcome } = await ask(llm, { model });
    expect(outcome.error).toMatchObject({ code: "MODEL_BAD_STREAM", params: { limit: 4_000_000 } });
  });

  it("turns an answer that can't be stored into one that can", async () => {
    upstream.default({ text: "a\u0000b" });
    expect((await ask(llm, { model })).text).toBe("a\uFFFDb");
  });

  it("streams 60 answers at once, none losing a character", async () => {
    upstream.default({ tokens: 100, intervalMs: 4 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(llm, { model })));
    expect(answers.filter(({ outcome }) => outcome.status !== "complete").map(({ outcome }) => outcome)).toEqual([]);
    expect(new Set(answers.map((answer) => answer.text))).toEqual(new Set([lorem(100)]));
  });

  it("sends the messages, limits and temperature as they are", async () => {
    await ask(llm, {
      model,
      messages: [
        { role: "system", text: "Be brief." },
        { role: "user", text: "One?" },
        { role: "assistant", text: "Two." },
        { role: "user", text: "Three?" },
      ],
      maxOutputTokens: 123,
      temperature: 0.4,
    });
    const [request] = upstream.requests;
    expect(request?.headers.authorization).toBe(`Bearer ${testKey}`);
    expect(request?.body).toMatchObject({
      model: name,
      max_tokens: 123,
      temperature: 0.4,
      stream: true,
      stream_options: { include_usage: true },
    });
    const text = JSON.stringify(request?.body);
    for (const part of ["Be brief.", "One?", "Two.", "Three?"]) expect(text).toContain(part);
  });

  it("never lets the key, the question or the provider's words into an outcome", async () => {
    const message = `Incorrect API key provided: ${testKey}. You asked: my private question`;
    const messages = [{ role: "user" as const, text: "my private question" }];
    for (const behaviour of [{ status: 401 }, { status: 400 }, { status: 500 }, { fault: "error-chunk" }] as const) {
      upstream.default({ message, ...behaviour });
      const { outcome } = await ask(llm, { model, messages });
      const said = JSON.stringify(outcome.error);
      expect(said).not.toContain(testKey);
      expect(said).not.toContain("private");
    }
  });
});

describe("openrouter", () => {
  it("names the site and the app, and asks for the usage", async () => {
    await ask(llm, { model: "openrouter/openai/gpt-5" });
    expect(upstream.requests[0]?.headers).toMatchObject({
      "http-referer": "https://causerie.example",
      "x-title": "Causerie",
    });
    expect(upstream.requests[0]?.body).toMatchObject({ usage: { include: true } });
  });

  it("takes the cost that is billed, not the list's price, and the model that answered", async () => {
    upstream.default({ cost: 0.0123455, model: "anthropic/claude-sonnet-4.5" });
    const { outcome } = await ask(llm, { model: "openrouter/openrouter/auto" });
    expect(outcome.usage.costMicros).toBe(12_346n);
    expect(outcome.answeredBy).toBe("anthropic/claude-sonnet-4.5");
  });
});

it("survives a receiver that throws", async () => {
  const { outcome } = await ask(
    llm,
    { model: "compatible/mistral-small" },
    {
      onDelta() {
        throw new Error("the receiver's own");
      },
    },
  );
  expect(outcome).toMatchObject({ status: "failed", error: { code: "INTERNAL" } });
});

it("reports a provider that can't be reached, at once", async () => {
  const gone = testLlm(testConfig("http://127.0.0.1:9/v1"));
  const { outcome } = await ask(gone, { model: "compatible/mistral-small" });
  expect(outcome.error).toMatchObject({ code: "MODEL_UNAVAILABLE", params: { provider: "compatible" } });
  expect(outcome.error?.detail).toContain("ECONNREFUSED");
  // Sooner than any retry.
  expect(outcome.durationMs).toBeLessThan(500);
  gone.close();
});

it.each([
  ["openrouter/openai/gpt-5", "MODEL_KEY_MISSING"],
  ["compatible/x", "MODEL_KEY_MISSING"],
  ["nobody/x", "MODEL_UNKNOWN"],
  ["gpt-5", "MODEL_UNKNOWN"],
  ["", "MODEL_UNKNOWN"],
])("says why %s can't be used when nothing is configured", async (model, code) => {
  const bare = testLlm({ ...testConfig("http://127.0.0.1:9"), openRouter: null, compatible: null });
  const { outcome } = await ask(bare, { model });
  expect(outcome).toMatchObject({ status: "failed", error: { code } });
  bare.close();
});
