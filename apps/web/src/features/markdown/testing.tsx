import { UiProvider } from "@causerie/ui";
import { renderToStaticMarkup } from "react-dom/server";
import { Markdown } from "./markdown.tsx";
import type { MarkdownLabels } from "./markdown-labels.ts";

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

/** What the browser would be given for a text, as HTML. */
export function renderMarkdown(text: string, streaming = false): string {
  return renderToStaticMarkup(
    <UiProvider>
      <Markdown text={text} streaming={streaming} idPrefix="msg" labels={testLabels} />
    </UiProvider>,
  );
}
