declare global {
  interface Window {
    takeEarlyClicks?: () => HTMLElement[];
  }
}

/**
 * Runs before any other script. Until the page's own have taken over, a button does nothing: what is clicked on a slow line would be
 * lost without a word. It keeps the buttons, in their order and each once in a row, for {@link doEarlyClicks}. A form that the
 * browser itself can send (a search) is left to it.
 */
export const earlyClicksScript = `(() => {
  const kept = [];
  const keep = (event) => {
    const button = event.target.closest("button:not(:disabled)");
    if (!button || (button.type === "submit" && button.form?.method === "get")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (kept.at(-1) !== button) kept.push(button);
  };
  addEventListener("click", keep, true);
  window.takeEarlyClicks = () => {
    removeEventListener("click", keep, true);
    return kept.splice(0);
  };
})()`;

/** Does what was clicked meanwhile. To be called once the page has been taken over. */
export function doEarlyClicks(): void {
  for (const button of window.takeEarlyClicks?.() ?? []) if (button.isConnected) button.click();
}
