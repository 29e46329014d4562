/** What a key pressed in the composer asks for; null: what it always does. */
export type ComposerIntent = "send" | "stop" | "edit" | null;

type Key = Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey" | "isComposing" | "keyCode">;

/** Safari reports the Enter that ends a composition as this code, after the composition. */
const composingKeyCode = 229;

/**
 * Enter sends, Escape stops, Up edits the last message where nothing is written yet; with Shift or Alt, or while an input method composes a character, Enter is the text's.
 *
 * @param options.empty Nothing is written yet.
 * @param options.onScreenKeyboard Enter breaks the line where there is no Shift to do it with; the button sends.
 */
export function composerIntent(
  key: Key,
  { onScreenKeyboard, empty }: { onScreenKeyboard: boolean; empty: boolean },
): ComposerIntent {
  if (key.isComposing || key.keyCode === composingKeyCode) return null;
  if (key.key === "Escape") return "stop";
  if (key.key === "ArrowUp") return empty ? "edit" : null;
  if (key.key !== "Enter" || key.shiftKey || key.altKey) return null;
  if (key.ctrlKey || key.metaKey) return "send";
  return onScreenKeyboard ? null : "send";
}
