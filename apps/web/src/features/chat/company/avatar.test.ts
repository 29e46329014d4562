import { describe, expect, it } from "vitest";
import { initialsOf } from "./avatar.tsx";

describe("initialsOf", () => {
  it.each([
    ["", ""],
    ["ada", "a"],
    ["ada.lovelace", "al"],
    ["Ada  King Lovelace", "AK"],
    ["🌞day_b", "🌞b"],
  ])("of %j is %j", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
