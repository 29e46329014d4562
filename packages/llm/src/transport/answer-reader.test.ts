import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnswerReader } from "./answer-reader.ts";

const limits = { characters: 100_000 };
const event = (value: unknown) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
const chunk = (delta: object, more: object = {}) => ({ id: "1", choices: [{ index: 0, delta, ...more }] });
const finish = chunk({ content: "" }, { finish_reason: "stop" });

function read(...events: unknown[]) {
  const reader = createAnswerReader(limits);
  reader.push(Buffer.from(events.map(event).join("")));
  return { ...reader.take(), finished: reader.finished };
}

/** What is wrong with a stream of just these bytes. */
function troubleOf(bytes: string) {
  const reader = createAnswerReader(limits);
  reader.push(Buffer.from(bytes));
  reader.end();
  return reader.take().trouble;
}

describe("what is wrong", () => {
  it.each([["{"], ["null"], ["7"], ['"text"'], ["[]"]])("calls the event %s malformed", (text) => {
    expect(read(text).trouble).toMatchObject({ kind: "malformed" });
  });

  it("finds an error inside the stream, and reads nothing after it", () => {
    const { trouble, deltas } = read(chunk({ content: "a" }), { error: { code: 502 } }, chunk({ content: "b" }));
    expect(trouble).toEqual({ kind: "error-chunk", error: { code: 502 } });
    expect(deltas).toEqual([{ kind: "text", text: "a" }]);
  });

  it("calls a stream without its end cut, also one that breaks off within an event", () => {
    for (const text of [event(chunk({ content: "a" })), 'data: {"choices":[{"del', ""]) {
      expect(troubleOf(text)).toMatchObject({ kind: "cut" });
    }
  });

  it("lets an answer be complete whose last report is broken off", () => {
    const text = `${event(finish)}data: {"usage":`;
    expect(troubleOf(text)).toBeNull();
  });

  it("refuses an answer that is too long, on either way", () => {
    const long = "x".repeat(limits.characters + 1);
    expect(read(chunk({ content: long })).trouble).toMatchObject({ kind: "too-large" });
    expect(read(chunk({ content: [{ type: "text", text: long }] })).trouble).toMatchObject({ kind: "too-large" });
  });
});

describe("text", () => {
  it("merges what is adjacent and of one kind", () => {
    const details = (text: string) => [{ type: "reasoning.text", text }];
    const { deltas } = read(
      chunk({ role: "assistant", content: "", reasoning: "I ", reasoning_details: details("I ") }),
      chunk({ content: null, reasoning: "think", reasoning_details: [{ ...details("think")[0], signature: "s" }] }),
      chunk({ reasoning_content: "." }),
      chunk({ content: "So " }),
      chunk({ content: "be it", reasoning: null, tool_calls: [] }),
    );
    expect(deltas).toEqual([
      { kind: "reasoning", text: "I think." },
      { kind: "text", text: "So be it" },
    ]);
  });

  it("reads structured reasoning alone, without what is encrypted", () => {
    const reasoning_details = [
      { type: "reasoning.summary", summary: "In short" },
      { type: "reasoning.encrypted", data: "c2VjcmV0" },
    ];
    expect(read(chunk({ reasoning_details })).deltas).toEqual([{ kind: "reasoning", text: "In short" }]);
  });

  it("does not cut a character in two between batches", () => {
    const reader = createAnswerReader(limits);
    reader.push(Buffer.from(event(chunk({ content: "sun \ud83c" }))));
    expect(reader.take().deltas).toEqual([{ kind: "text", text: "sun " }]);
    reader.push(Buffer.from(event(chunk({ content: "\udf1e!" }))));
    expect(reader.take().deltas).toEqual([{ kind: "text", text: "🌞!" }]);
  });
});

describe("the provider's part", () => {
  it("gets who answers, the end and the usage, without the text", () => {
    const { events, deltas, finished } = read(
      { ...chunk({ role: "assistant", content: "a" }), model: "m" },
      chunk({ content: "b" }),
      chunk({ content: "c" }, { finish_reason: "stop" }),
      { ...chunk({ content: "" }), usage: { prompt_tokens: 1 } },
      "[DONE]",
    );
    expect(deltas).toEqual([{ kind: "text", text: "abc" }]);
    expect(finished).toBe(true);
    expect(events).toBe(
      [
        { ...chunk({ role: "assistant", content: "" }), model: "m" },
        chunk({ content: "" }, { finish_reason: "stop" }),
        { ...chunk({ content: "" }), usage: { prompt_tokens: 1 } },
        "[DONE]",
      ]
        .map(event)
        .join(""),
    );
  });

  it("gets all from the first chunk on that only it can read", () => {
    const parts = chunk({ content: [{ type: "text", text: "b" }] });
    const { events, deltas } = read(chunk({ content: "a" }), parts, chunk({ content: "c" }), finish);
    expect(deltas).toEqual([{ kind: "text", text: "a" }]);
    expect(events).toBe([chunk({ content: "" }), parts, chunk({ content: "c" }), finish].map(event).join(""));
  });
});

it("gives the same text however the stream is cut and whenever it is taken", () => {
  const piece = fc.record({ kind: fc.constantFrom("content", "reasoning"), text: fc.string({ unit: "grapheme" }) });
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat({ max: 200 })), (pieces, sizes) => {
      const bytes = Buffer.from(
        [...pieces.map(({ kind, text }) => chunk({ [kind]: text })), finish].map(event).join(""),
      );
      const reader = createAnswerReader(limits);
      const seen: string[] = [];
      for (let from = 0, i = 0; from < bytes.length; i++) {
        const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 0) + 1;
        reader.push(bytes.subarray(from, from + size));
        from += size;
        for (const { kind, text } of reader.take().deltas) seen.push(...[...text].map((character) => kind + character));
      }
      reader.end();
      expect(reader.take().trouble).toBeNull();
      const sent = pieces.flatMap(({ kind, text }) =>
        [...text].map((character) => (kind === "content" ? "text" : "reasoning") + character),
      );
      expect(seen).toEqual(sent);
    }),
  );
});
