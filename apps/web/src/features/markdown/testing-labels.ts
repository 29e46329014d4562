import type { MarkdownLabels } from "./markdown-labels.ts";

/** English words for tests. */
export const testLabels: MarkdownLabels = {
  code: "Code",
  copyCode: "Copy code",
  codeCopied: "Copied",
  wrapLines: "Wrap lines",
  table: "Table",
  loadImage: (host) => `Load image from ${host}`,
  imageNotShown: "Image not shown",
  opensInNewTab: "(opens in a new tab)",
  diagram: "Diagram",
  showDiagramSource: "Show source",
  diagramFailed: "This diagram cannot be drawn.",
  footnotes: "Footnotes",
  footnote: (number) => `Footnote ${number}`,
  backToText: "Back to the text",
  taskDone: "Done",
  taskOpen: "To do",
};
