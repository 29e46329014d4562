import { describe, expect, it } from "vitest";
import { composerIntent } from "./composer-keys.ts";

const plain = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, isComposing: false, keyCode: 13 };
const intent = (changes: Partial<typeof plain> & { key: string }, onScreenKeyboard = false) =>
  composerIntent({ ...plain, ...changes }, { onScreenKeyboard, empty: true });

describe("composerIntent", () => {
  it.each([
    { key: "Enter", isComposing: true },
    { key: "Enter", keyCode: 229 },
    { key: "Escape", isComposing: true },
    { key: "Enter", shiftKey: true },
    { key: "Enter", altKey: true },
    { key: "a" },
  ])("leaves to the text what is the text's: %j", (key) => {
    expect(intent(key)).toBeNull();
  });

  it("breaks the line on a screen keyboard, unless Control or Command says to send", () => {
    expect(intent({ key: "Enter" }, true)).toBeNull();
    expect(intent({ key: "Enter", ctrlKey: true }, true)).toBe("send");
  });

  it("edits the last message only where nothing is written", () => {
    expect(intent({ key: "ArrowUp" })).toBe("edit");
    expect(composerIntent({ ...plain, key: "ArrowUp" }, { onScreenKeyboard: false, empty: false })).toBeNull();
  });

  it("sends and stops", () => {
    expect(intent({ key: "Enter" })).toBe("send");
    expect(intent({ key: "Enter", metaKey: true })).toBe("send");
    expect(intent({ key: "Escape" })).toBe("stop");
  });
});
