import { describe, expect, it } from "vitest";
import { answererOf, otherAnswerer } from "./answerer.ts";

describe("otherAnswerer", () => {
  it.each([
    ["openrouter/openai/gpt-4.1", null, null],
    ["openrouter/openai/gpt-4.1", "openai/gpt-4.1", null],
    ["guide/guide", "guide", null],
    ["openrouter/openrouter/auto", "anthropic/claude", "anthropic/claude"],
  ])("of %s answered by %s is %s", (model, answeredBy, expected) => {
    expect(otherAnswerer({ model, answeredBy })).toBe(expected);
  });

  it("names both when they differ", () => {
    const run = { model: "openrouter/openrouter/auto", answeredBy: "x/y" };
    expect(answererOf(run, () => "Auto")).toBe("Auto · x/y");
  });
});
