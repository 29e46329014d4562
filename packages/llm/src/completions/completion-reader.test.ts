import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { framesOf } from "../testing/frames.ts";
import { createCompletionReader } from "./completion-reader.ts";

/** What comes out when the bytes arrive cut at these places. */
function read(bytes: Buffer, cuts: readonly number[] = [], options: { includeUsage?: boolean; bytes?: number } = {}) {
  const reader = createCompletionReader({ includeUsage: false, bytes: 1e9, ...options });
  const places = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].sort((a, b) => a - b);
  let out = "";
  for (const [index, from] of places.entries()) {
    reader.push(Buffer.from(bytes.subarray(from, places[index + 1] ?? bytes.length)));
    out += Buffer.concat(reader.take().events).toString();
  }
  reader.end();
  const { events, trouble } = reader.take();
  return { out: out + Buffer.concat(events).toString(), trouble, passed: reader.passed };
}

const data = (value: unknown) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
const piece = (content: string, more: object = {}) => ({
  id: "1",
  choices: [{ index: 0, delta: { content } }],
  ...more,
});
const end = { id: "1", model: "m", created: 7, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
const usage = { prompt_tokens: 1, completion_tokens: 2 };

describe("what is wrong", () => {
  it.each<[string, string, string]>([
    ["an event that is no JSON", data(piece("a")) + data('{"id": '), "malformed"],
    ["an event that is no object", data("[1]"), "malformed"],
    ["an error among the pieces", data(piece("a")) + data({ error: { code: 502 } }) + data(piece("b")), "error-chunk"],
    ["an end without a finish reason", data(piece("a")), "cut"],
    ["an event that was cut", `${data(piece("a"))}data: {"id":"1","choi`, "cut"],
    ["nothing at all", "", "cut"],
  ])("%s", (_what, text, kind) => {
    expect(read(Buffer.from(text)).trouble?.kind).toBe(kind);
  });

  it("an answer without an end", () => {
    const text = data(piece("a")).repeat(10) + data(end);
    expect(read(Buffer.from(text), [], { bytes: 100 }).trouble).toEqual({ kind: "too-large", limit: 100 });
  });
});

describe("pieces", () => {
  it("pass as they are, also those whose text looks like more", () => {
    const odd = piece('{"error": {}} "usage": {"a":1}, "finish_reason": "stop"\r\n\n');
    const text = data(odd) + data(piece("b", { usage: null })) + data(end);
    expect(read(Buffer.from(`${text}data: [DONE]\n\n`))).toMatchObject({ out: text, trouble: null });
  });

  it("leave comments and other line ends behind", () => {
    const text = `: WAIT\r\n\r\ndata: ${JSON.stringify(piece("é"))}\r\n\r\n: WAIT\r\n\r\n${data(end)}`;
    expect(read(Buffer.from(text)).out).toBe(data(piece("é")) + data(end));
  });

  it("are about so many tokens", () => {
    const { passed } = read(Buffer.from(data(piece("")) + data(piece("a".repeat(400))) + data(end)));
    expect(passed.tokens).toBeGreaterThan(60);
    expect(passed.tokens).toBeLessThan(120);
  });
});

describe("usage", () => {
  const text = data(piece("a", { usage })) + data({ ...end, usage }) + data(piece("", { usage }));

  it("is told to nobody who did not ask, and kept for the accounts", () => {
    const { out, passed } = read(Buffer.from(text));
    expect(out).toBe(data(piece("a")) + data(end));
    expect(passed).toMatchObject({ usage, finishReason: "stop" });
  });

  it("comes once, without choices, to who asked", () => {
    const { out } = read(Buffer.from(text), [], { includeUsage: true });
    expect(out.endsWith(`"choices":[],"usage":${JSON.stringify(usage)}}\n\n`)).toBe(true);
    expect(out.match(/"usage"/g)).toHaveLength(1);
  });
});

it("does not depend on where the network cuts", () => {
  const { pieces, ending } = framesOf({ text: "Voilà 🌞 日本語 one two", reasoning: "hm hm" }, "m", 3);
  const bytes = Buffer.concat([Buffer.from(": PROCESSING\n\n"), ...pieces, ending]);
  const whole = read(bytes, [], { includeUsage: true });
  expect(whole.trouble).toBeNull();
  const cuts = fc.array(fc.nat(bytes.length), { maxLength: 60 });
  fc.assert(
    fc.property(cuts, (places) => {
      expect(read(bytes, places, { includeUsage: true }).out).toBe(whole.out);
    }),
  );
});
