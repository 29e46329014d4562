import { describe, expect, it } from "vitest";
import { initialsOf } from "./initials.ts";

describe("initialsOf", () => {
  it.each([
    ["", ""],
    ["a", "a"],
    ["ada", "ad"],
    ["ada.lovelace", "al"],
    ["Ada  King Lovelace", "AK"],
    ["🌞day_b", "🌞b"],
    ["🌞day", "🌞d"],
  ])("of %j is %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
