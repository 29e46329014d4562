import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDirective } from "./behaviour.ts";
import { type FakeUpstream, startFakeUpstream } from "./fake-upstream.ts";
import { lorem, splitTokens } from "./lorem.ts";

describe("parseDirective", () => {
  it("refuses a word that it does not know", () => {
    expect(() => parseDirective("[[fake: explode]]")).toThrow("explode");
    expect(() => parseDirective("[[fake: after=soon]]")).toThrow("after");
  });

  it.each([
    ["no directive", null],
    ["[[fake: stall after=10]]", { fault: "stall", after: 10 }],
    [
      'Say [[fake: text="two words\\n# Title" chunks=2 intervalMs=100]]',
      { text: "two words\n# Title", chunks: 2, intervalMs: 100 },
    ],
    ["[[fake: rate-limit retryAfter=3]]", { status: 429, message: "Rate limit exceeded", retryAfter: "3" }],
    ["[[fake: usage=false]]", { usage: false }],
  ])("reads %j", (text, behaviour) => expect(parseDirective(text)).toEqual(behaviour));
});

it("writes as many tokens as it is asked for", () => {
  for (const tokens of [0, 1, 7, 64, 1000]) expect(splitTokens(lorem(tokens))).toHaveLength(tokens);
});

describe("from another process", () => {
  let upstream: FakeUpstream;
  beforeAll(async () => {
    upstream = await startFakeUpstream();
  });
  afterAll(() => upstream.close());

  const post = (path: string, body: unknown) =>
    fetch(upstream.origin + path, { method: "POST", body: JSON.stringify(body) });

  it("is told what to do, and tells what it received", async () => {
    await post("/control", { reset: true, next: [{ status: 402 }], default: { text: "Done." } });
    const chat = { model: "m", stream: true, messages: [{ role: "user", content: "Hi" }] };
    expect((await post("/api/v1/chat/completions", chat)).status).toBe(402);
    const stream = await (await post("/api/v1/chat/completions", chat)).text();
    expect(stream).toContain('"content":"Done"');
    expect(stream).toMatch(/data: \[DONE\]\n\n$/);
    const { requests } = (await (await fetch(`${upstream.origin}/control`)).json()) as { requests: unknown[] };
    expect(requests).toMatchObject([{ body: chat }, { body: chat }]);
  });

  it("breaks off inside a character", async () => {
    const message = '[[fake: text="aé bé cé" chunks=3 after=1 cut-character]]';
    const response = await post("/api/v1/chat/completions", {
      stream: true,
      messages: [{ role: "user", content: message }],
    });
    const parts: Uint8Array[] = [];
    const read = async () => {
      for await (const part of response.body ?? []) parts.push(part);
    };
    await expect(read()).rejects.toThrow();
    const bytes = Buffer.concat(parts);
    expect(bytes.toString("utf8")).toContain('"content":"aé"');
    expect(bytes.at(-1)).toBe(0xc3);
  });

  it("answers 400 to what it can't read, 404 to what it does not know", async () => {
    const odd = await fetch(`${upstream.baseUrl}/chat/completions`, { method: "POST", body: "{" });
    expect(odd.status).toBe(400);
    expect((await fetch(`${upstream.origin}/nothing`)).status).toBe(404);
  });
});
