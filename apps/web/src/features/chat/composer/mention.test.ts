import { describe, expect, it } from "vitest";
import { mentionBegun, withMention } from "./mention.ts";

describe("a mention", () => {
  it.each(["", "hello", "me@", "ada@assi", "@ada", "@assistant", "@assistant ", "@ "])(
    "is not offered after %j",
    (text) => {
      expect(mentionBegun(text)).toBe(false);
    },
  );

  it.each([
    ["@", "@assistant "],
    ["Well, @Ass", "Well, @assistant "],
    ["one\n@assistan", "one\n@assistant "],
  ])("completes %j", (text, whole) => {
    expect(mentionBegun(text)).toBe(true);
    expect(withMention(text)).toBe(whole);
  });
});
