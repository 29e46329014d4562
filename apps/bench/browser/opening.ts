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
        const look = () => {
          const messages = document.querySelector('[aria-label="Messages"]');
          if (!messages?.textContent?.includes(wanted)) {
            const end = messages?.textContent?.slice(-300) ?? "no messages at all";
            if (performance.now() - begunAt > 20_000) reject(new Error(`"${wanted}" never came, but: ${end}`));
            else requestAnimationFrame(look);
            return;
          }
          // A task after the frame in which it stands: by then that frame was painted.
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begunAt)));
        };
        (element as HTMLElement).click();
        look();
      }),
    text,
  );
}
