import fc from "fast-check";
import { expect, test } from "vitest";
import type { ModelView } from "../models/models.schema.ts";
import type { BranchMessage } from "./chat.repo.ts";
import { compose } from "./compose.ts";
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
  text: fc.string({ maxLength: 20 }),
});

test("what is kept as sent is what is sent: the system prompt, the last messages with a text, and the question", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 12 }), fc.integer({ min: 1, max: 10 }), (before, memory) => {
      const question = { id: "q", text: "Question" };
      const { messages, stored } = compose(model, before, question, memory);
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
    { id: "a", parentId: null, role: "user", text: "word ".repeat(400) },
    { id: "b", parentId: "a", role: "assistant", text: "short" },
  ];
  expect(compose(small, before, { id: "q", text: "Question" }, 8).stored.messageIds).toEqual(["b", "q"]);
  expect(() => compose(small, before, { id: "q", text: "word ".repeat(4000) }, 8)).toThrow(
    expect.objectContaining({ code: "MODEL_CONTEXT_TOO_LONG" }),
  );
});
