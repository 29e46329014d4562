import { isId } from "@causerie/core";
import { expect, test } from "vitest";
import { conversationId, rareWordOf, shapeOf } from "./statements.ts";

test("a conversation's id is one that the API accepts", () => {
  expect(isId("conversation", conversationId(0))).toBe(true);
  expect(isId("conversation", conversationId(99_999))).toBe(true);
});

test("a million messages are 100,000 conversations, of which the long one has 20,000", () => {
  const { messages, conversations, longEvery } = shapeOf(1_000_000);
  expect(conversations).toBe(100_000);
  expect(messages / longEvery).toBe(20_000);
});

test("a rare word comes back after 8,000 messages and not before", () => {
  const words = new Set(Array.from({ length: 8_000 }, (_, message) => rareWordOf(message)));
  expect(words.size).toBe(8_000);
  expect(rareWordOf(8_123)).toBe(rareWordOf(123));
});
