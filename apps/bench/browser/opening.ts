import type { Page } from "@playwright/test";

/**
 * Clicks on the list's link to a conversation, and waits until its last message is painted.
 *
 * @param text what is found only in that message.
 * @returns milliseconds from the click, by the page's own clock.
 */
export async function openByClick(page: Page, conversationId: string, text: string): Promise<number> {
  const link = page.locator(`a[href="/c/${conversationId}"]`).first();
  await link.scrollIntoViewIfNeeded();
  return await link.evaluate(
    (element, wanted) =>
      new Promise<number>((resolve, reject) => {
        const begunAt = performance.now();
        const text = () => document.querySelector('[aria-label="Messages"]')?.textContent ?? "";
        const look = () => {
          if (!text().includes(wanted)) return;
          observer.disconnect();
          clearTimeout(giveUp);
          // A task after the frame in which it stands: by then that frame was painted.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begunAt)));
        };
        // On each change, not on each frame: reading a long page's text all the time leaves no time to make the next.
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        const giveUp = setTimeout(() => {
          observer.disconnect();
          reject(new Error(`"${wanted}" never came, but: ${text().slice(-300)}`));
        }, 20_000);
        (element as HTMLElement).click();
        look();
      }),
    text,
  );
}
