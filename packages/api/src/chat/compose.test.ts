import fc from "fast-check";
import { expect, test } from "vitest";
import type { ModelView } from "../models/models.schema.ts";
import type { BranchMessage } from "./chat.repo.ts";
import { compose, composeContinuation, recompose } from "./compose.ts";
import { defaultSystemPrompt } from "./system-prompt.ts";

const model: ModelView = {
  id: "test/model",
  name: "Model",
  provider: "test",
  contextTokens: null,
  maxOutputTokens: null,
  prices: null,
  abilities: { reasoning: false, images: false, tools: false },
};

const message = fc.record<BranchMessage>({
  id: fc.uuid(),
  parentId: fc.constant(null),
  role: fc.constantFrom("user", "assistant"),
  authorId: fc.constant(null),
  text: fc.string({ maxLength: 20 }),
});

test("what is kept as sent is what is sent: the system prompt, the last messages with a text, and the question", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), fc.integer({ min: 1, max: 10 }), (before, memory) => {
      const question = { id: "q", text: "Question", authorId: null };
      const { messages, stored } = compose({ model, before, question, names: null, memoryMessages: memory });
      const texts = new Map([...before, question].map(({ id, text }) => [id, text]));
      expect(messages[0]).toEqual({ role: "system", text: defaultSystemPrompt });
      expect(messages.at(-1)).toEqual({ role: "user", text: "Question" });
      expect(stored.messageIds.map((id) => texts.get(id))).toEqual(messages.slice(1).map(({ text }) => text));
      expect(messages.length - 1).toBeLessThanOrEqual(memory);
      expect(messages.slice(1).some(({ text }) => text.trim() === "")).toBe(false);
    }),
  );
});

test("a model's limit drops the oldest first, and refuses a question that does not fit alone", () => {
  const small = { ...model, contextTokens: 1300, maxOutputTokens: 1000 };
  const before: BranchMessage[] = [
    { id: "a", parentId: null, role: "user", authorId: null, text: "word ".repeat(400) },
    { id: "b", parentId: "a", role: "assistant", authorId: null, text: "short" },
  ];
  const ask = (text: string) =>
    compose({ model: small, before, question: { id: "q", text, authorId: null }, names: null, memoryMessages: 8 });
  expect(ask("Question").stored.messageIds).toEqual(["b", "q"]);
  expect(() => ask("word ".repeat(4000))).toThrow(expect.objectContaining({ code: "MODEL_CONTEXT_TOO_LONG" }));
});

test("where several people write, each message of theirs begins with its author's name, as sent and as kept", () => {
  const before: BranchMessage[] = [
    { id: "a", parentId: null, role: "user", authorId: "usr_1", text: "Hello" },
    { id: "b", parentId: "a", role: "assistant", authorId: null, text: "Hi" },
  ];
  const question = { id: "q", text: "And you?", authorId: "usr_2" };
  const names = { usr_1: "Ada", usr_2: "Bob" };
  const { messages, stored } = compose({ model, before, question, names, memoryMessages: 8 });
  expect(messages.map(({ text }) => text).slice(1)).toEqual(["Ada: Hello", "Hi", "Bob: And you?"]);
  const texts = [...before, { ...question, role: "user" as const }];
  expect(recompose(stored, texts)).toEqual({ messages, deletedMessages: 0 });
});

test("what was sent to go on with an answer is kept as it was then, however long the answer has become", () => {
  const question = { id: "q", text: "Question", authorId: null };
  const answer = { id: "a", text: "Once upon" };
  const input = { model, before: [], question, names: null, memoryMessages: 8, answer };
  const { messages, stored } = composeContinuation(input);
  expect(messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  const grown = [
    { ...question, role: "user" as const },
    { id: "a", role: "assistant" as const, authorId: null, text: "Once upon a time" },
  ];
  expect(recompose(stored, grown)).toEqual({ messages, deletedMessages: 0 });
});
