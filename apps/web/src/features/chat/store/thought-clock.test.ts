import { emptyChatState, foldMessages } from "@causerie/api/chat-fold";
import type { ChatEvent } from "@causerie/api/schemas";
import { describe, expect, it } from "vitest";
import { answer } from "./testing.ts";
import { withThoughts } from "./thought-clock.ts";

const chat = foldMessages(emptyChatState, [answer({ id: "msg_a1", createdAt: "2026-01-01T00:00:00.000Z" })]);
const begin = Date.parse("2026-01-01T00:00:01.000Z");
const delta = (kind: "reasoning" | "text", at: number): ChatEvent => ({
  type: "delta",
  runId: "run_1",
  messageId: "msg_a1",
  at,
  kind,
  text: "x",
});

describe("withThoughts", () => {
  it("does not measure a replay of what was thought long before", () => {
    expect(withThoughts(new Map(), [delta("reasoning", 0)], chat, begin + 3_600_000).size).toBe(0);
  });

  it("does not measure what it saw the middle of", () => {
    expect(withThoughts(new Map(), [delta("reasoning", 7), delta("text", 8)], chat, begin).size).toBe(0);
  });

  it("measures from the first thought to the first word", () => {
    const thinking = withThoughts(new Map(), [delta("reasoning", 0)], chat, begin);
    const still = withThoughts(thinking, [delta("reasoning", 1)], chat, begin + 1_000);
    expect(withThoughts(still, [delta("text", 2)], chat, begin + 4_000).get("run_1")).toBe(4_000);
  });
});
