import { isAppError } from "@causerie/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildContext, type ContextInput } from "./context.ts";
import { estimateTokens } from "./tokens.ts";
import type { ChatMessage } from "./types.ts";

const user = (text: string): ChatMessage => ({ role: "user", text });
const assistant = (text: string): ChatMessage => ({ role: "assistant", text });
const input = (overrides: Partial<ContextInput>): ContextInput => ({
  systemPrompt: "Be kind.",
  messages: [user("Hello")],
  memoryMessages: 8,
  contextTokens: 1000,
  reservedOutputTokens: 100,
  ...overrides,
});

describe("buildContext", () => {
  it("refuses a newest message that does not fit, and says by how much", () => {
    const tooLong = input({ messages: [user("short"), user("word ".repeat(1000))] });
    try {
      buildContext(tooLong);
      expect.unreachable();
    } catch (error) {
      expect(isAppError(error, "MODEL_CONTEXT_TOO_LONG")).toBe(true);
      expect(error).toMatchObject({ params: { limit: 900, tokens: 1261 } });
    }
  });

  it("puts the system prompt first, and leaves it out when it is empty", () => {
    expect(buildContext(input({})).messages).toEqual([{ role: "system", text: "Be kind." }, user("Hello")]);
    expect(buildContext(input({ systemPrompt: "" })).messages).toEqual([user("Hello")]);
  });

  it("keeps the last messages, however many there are", () => {
    const messages = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? user(`q${i}`) : assistant(`a${i}`)));
    const context = buildContext(input({ messages: [...messages, user("now")], memoryMessages: 3 }));
    expect(context.messages.slice(1)).toEqual([user("q18"), assistant("a19"), user("now")]);
    expect(context.dropped).toBe(18);
  });

  it("skips an answer that never got a word", () => {
    const context = buildContext(input({ messages: [user("one"), assistant(" \n"), user("two")], memoryMessages: 2 }));
    expect(context.messages.slice(1)).toEqual([user("one"), user("two")]);
    expect(context.dropped).toBe(0);
  });

  it("drops the oldest where the model's limit is reached, without a gap", () => {
    const big = "word ".repeat(400);
    const context = buildContext(input({ messages: [user("tiny"), assistant(big), assistant(big), user("now")] }));
    expect(context.messages.slice(1)).toEqual([assistant(big), user("now")]);
    expect(context.dropped).toBe(2);
  });

  it("has no limit where the model's is unknown", () => {
    const big = user("word ".repeat(100_000));
    expect(buildContext(input({ messages: [big], contextTokens: null })).messages).toHaveLength(2);
  });
});

const message = fc.record<ChatMessage>({
  role: fc.constantFrom("user", "assistant"),
  text: fc.oneof(fc.constant(""), fc.string({ maxLength: 400 }), fc.string({ unit: "grapheme", maxLength: 200 })),
});

it("for any branch: a run of its newest messages within both limits, the newest question in it", () => {
  fc.assert(
    fc.property(
      fc.record({
        systemPrompt: fc.string({ maxLength: 50 }),
        messages: fc.array(message, { maxLength: 30 }),
        memoryMessages: fc.integer({ min: 1, max: 12 }),
        contextTokens: fc.option(fc.integer({ min: 0, max: 600 })),
        reservedOutputTokens: fc.integer({ min: 0, max: 100 }),
      }),
      (given) => {
        const branch = given.messages.filter(({ text }) => text.trim() !== "");
        const required = branch.slice(
          Math.max(
            0,
            branch.findLastIndex(({ role }) => role === "user"),
          ),
        );
        const hasQuestion = branch.some(({ role }) => role === "user");
        const budget = given.contextTokens === null ? Infinity : given.contextTokens - given.reservedOutputTokens;
        let context: ReturnType<typeof buildContext>;
        try {
          context = buildContext(given);
        } catch (error) {
          expect(isAppError(error, "MODEL_CONTEXT_TOO_LONG")).toBe(true);
          const least = [given.systemPrompt, ...(hasQuestion ? required : []).map(({ text }) => text)]
            .filter((text) => text !== "")
            .reduce((sum, text) => sum + estimateTokens(text) + 4, 0);
          expect(least).toBeGreaterThan(budget);
          return;
        }
        const sent = context.messages.filter(({ role }) => role !== "system");
        expect(sent).toEqual(branch.slice(branch.length - sent.length));
        expect(context.dropped).toBe(branch.length - sent.length);
        expect(context.estimatedTokens).toBeLessThanOrEqual(Math.max(0, budget));
        if (hasQuestion) {
          expect(sent.slice(-required.length)).toEqual(required);
          expect(sent.length).toBeLessThanOrEqual(Math.max(given.memoryMessages, required.length));
        } else {
          expect(sent.length).toBeLessThanOrEqual(given.memoryMessages);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
