export type VisibleLines = {
  /** The lines to draw: from `first`, up to `end` without it. */
  first: number;
  end: number;
  /** The heights of what is not drawn above and below, in pixels. */
  before: number;
  after: number;
};

/**
 * Which lines of a list are in view, when the height of each is known beforehand.
 *
 * @param view What is in view, in pixels from the list's top; `margin` more is drawn on both sides.
 */
export function visibleLines(
  heights: readonly number[],
  view: { top: number; height: number; margin: number },
): VisibleLines {
  const from = view.top - view.margin;
  const to = view.top + view.height + view.margin;
  let first = 0;
  let before = 0;
  while (first < heights.length && before + (heights[first] ?? 0) <= from) {
    before += heights[first] ?? 0;
    first += 1;
  }
  let end = first;
  let drawnTo = before;
  while (end < heights.length && drawnTo < to) {
    drawnTo += heights[end] ?? 0;
    end += 1;
  }
  let after = 0;
  for (let index = end; index < heights.length; index += 1) after += heights[index] ?? 0;
  return { first, end, before, after };
}
