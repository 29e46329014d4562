export type ShortcutName = "palette" | "help" | "newChat" | "sidebar";

type Key = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey" | "isComposing">;

/**
 * Which of the app's keys was pressed; null: none.
 *
 * @param typing The focus is where one writes: keys without Control or Command are the text's.
 */
export function shortcutOf(key: Key, { typing }: { typing: boolean }): ShortcutName | null {
  if (key.isComposing || key.altKey) return null;
  const letter = key.key.toLowerCase();
  if (key.ctrlKey || key.metaKey) {
    if (!key.shiftKey && letter === "k") return "palette";
    if (key.shiftKey && letter === "o") return "newChat";
    if (!key.shiftKey && letter === "b") return "sidebar";
    return null;
  }
  return key.key === "?" && !typing ? "help" : null;
}

/** The keys as they are written on the reader's keyboard. */
export function shortcutKeys(mac: boolean) {
  const control = mac ? "⌘" : "Ctrl";
  const shift = mac ? "⇧" : "Shift";
  return {
    palette: [control, "K"],
    newChat: [control, shift, "O"],
    sidebar: [control, "B"],
    questions: [mac ? "⌥" : "Alt", "↑ ↓"],
  };
}
