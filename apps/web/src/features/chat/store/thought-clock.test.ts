import type { ChatEvent } from "@causerie/api/schemas";
import { describe, expect, it } from "vitest";
import { withThoughts } from "./thought-clock.ts";

const asked = (messageId: string) => messageId === "msg_a1";
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
  it("does not measure what was not asked for here, which may be a replay", () => {
    expect(withThoughts(new Map(), [delta("reasoning", 0)], () => false, begin).size).toBe(0);
  });

  it("does not measure what it saw the middle of", () => {
    expect(withThoughts(new Map(), [delta("reasoning", 7), delta("text", 8)], asked, begin).size).toBe(0);
  });

  it("measures from the first thought to the first word", () => {
    const thinking = withThoughts(new Map(), [delta("reasoning", 0)], asked, begin);
    const still = withThoughts(thinking, [delta("reasoning", 1)], asked, begin + 1_000);
    expect(withThoughts(still, [delta("text", 2)], asked, begin + 4_000).get("run_1")).toBe(4_000);
  });
});
