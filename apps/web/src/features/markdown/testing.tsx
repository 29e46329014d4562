import { UiProvider } from "@causerie/ui";
import { renderToStaticMarkup } from "react-dom/server";
import { Markdown } from "./markdown.tsx";
import { testLabels } from "./testing-labels.ts";

/** What the browser would be given for a text, as HTML. */
export function renderMarkdown(text: string, streaming = false): string {
  return renderToStaticMarkup(
    <UiProvider>
      <Markdown text={text} streaming={streaming} idPrefix="msg" labels={testLabels} />
    </UiProvider>,
  );
}
