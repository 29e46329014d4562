/** How near to the end, in pixels, still counts as being there. */
const atEndPx = 48;

export type ScrollBox = Pick<HTMLElement, "scrollTop" | "scrollHeight" | "clientHeight">;

export function isAtEnd({ scrollTop, scrollHeight, clientHeight }: ScrollBox): boolean {
  return scrollHeight - clientHeight - scrollTop <= atEndPx;
}

/**
 * Whether the view goes on following the end, after a scroll event.
 *
 * Content that grows makes scroll events too, and must not unfollow: only a movement up does, and only arriving at the
 * end follows again.
 */
export function followsAfterScroll(
  follows: boolean,
  before: { scrollTop: number; scrollHeight: number },
  now: ScrollBox,
): boolean {
  if (isAtEnd(now)) return true;
  const movedUp = now.scrollTop < before.scrollTop - 1;
  // When content above or at the end shrinks, the browser itself moves the view up.
  const shrank = now.scrollHeight < before.scrollHeight;
  return follows && (!movedUp || shrank);
}
