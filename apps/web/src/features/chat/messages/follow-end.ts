/** How near to the end, in pixels, still counts as being there. */
const atEndPx = 48;

export type ScrollBox = Pick<HTMLElement, "scrollTop" | "scrollHeight" | "clientHeight">;

export function isAtEnd({ scrollTop, scrollHeight, clientHeight }: ScrollBox): boolean {
  return scrollHeight - clientHeight - scrollTop <= atEndPx;
}

/**
 * How far down following the end leads: not past the `start` of answers that are read side by side from their tops, or the
 * longest of them would take all beginnings out of sight. A reader who has gone past it is followed on.
 *
 * @param start where they begin in the scrolled content, in pixels; null: there are none.
 */
export function followTo(box: ScrollBox, start: number | null): number {
  const end = box.scrollHeight - box.clientHeight;
  return start === null || start >= end || box.scrollTop > start + 1 ? end : start;
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
