import { describe, expect, it } from "vitest";
import { shortcutOf } from "./shortcuts.ts";

const plain = { code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false };
const pressed = (changes: Partial<typeof plain> & { key: string }, typing = false) =>
  shortcutOf({ ...plain, ...changes }, { typing });

describe("shortcutOf", () => {
  it.each([
    { key: "k" },
    { key: "k", ctrlKey: true, altKey: true },
    { key: "k", ctrlKey: true, shiftKey: true },
    { key: "k", ctrlKey: true, isComposing: true },
    { key: "o", ctrlKey: true },
  ])("leaves other keys alone: %j", (key) => {
    expect(pressed(key)).toBeNull();
  });

  it("does not take a question mark out of a text", () => {
    expect(pressed({ key: "?", shiftKey: true }, true)).toBeNull();
    expect(pressed({ key: "?", shiftKey: true })).toBe("help");
  });

  it.each([
    [{ key: "k", metaKey: true }, "palette"],
    [{ key: "K", ctrlKey: true }, "palette"],
    [{ key: "O", ctrlKey: true, shiftKey: true }, "newChat"],
    [{ key: "b", ctrlKey: true }, "sidebar"],
  ])("knows %j, also while typing", (key, expected) => {
    expect(pressed(key, true)).toBe(expected);
  });
});
