import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/** Longer texts are shown as they were written: what nests without end costs the square of its length to read. */
const longestRendered = 30_000;

const extensions = [
  gfm(),
  // No pictures: a page that was sent on must not fetch anything. No HTML: it is text.
  { disable: { null: ["labelStartImage", "htmlFlow", "htmlText"] } },
];

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/**
 * Markdown as HTML that can neither run, load nor send anything: HTML within it is text, addresses are only those of links
 * and mail, and pictures are links.
 *
 * @param place makes ids of footnotes differ between the messages of a page.
 */
export function markdownHtml(markdown: string, place: number): string {
  if (markdown.length > longestRendered) return `<pre class="long">${escapeHtml(markdown)}</pre>`;
  // micromark escapes HTML and drops addresses with other protocols than http, https, mailto and their like by itself.
  return micromark(markdown, {
    extensions,
    htmlExtensions: [gfmHtml({ clobberPrefix: `m${place}-` })],
  });
}
