import "katex/dist/katex.min.css";
import katex from "katex";

/** Longer than any formula that is read; what exceeds it is shown as its source. */
const longestFormula = 10_000;

/**
 * Draws a formula into `target`; false (and nothing drawn) when it is not TeX that KaTeX knows. `trust: false` refuses
 * links, images and raw HTML attributes; the limits stop macros that grow and rules that cover the page.
 */
export function typeset(tex: string, target: HTMLElement, display: boolean): boolean {
  if (tex.length > longestFormula) return false;
  try {
    katex.render(tex, target, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: "ignore",
      maxExpand: 500,
      maxSize: 20,
      macros: {},
    });
    return true;
  } catch {
    target.replaceChildren();
    return false;
  }
}
