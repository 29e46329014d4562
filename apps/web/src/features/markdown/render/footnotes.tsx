import type { FootnoteDefinition } from "mdast";
import { memo } from "react";
import type { RenderContext } from "./context.ts";
import { renderFlow } from "./flow.tsx";
import { markId, noteId } from "./footnote-mark.tsx";

const place = { depth: 0, insideLink: false, open: false };

/** The notes that the text calls, in the order of their calls, each with a way back. */
export const Footnotes = memo(function Footnotes({
  notes,
  context,
}: {
  notes: ReadonlyMap<string, FootnoteDefinition>;
  context: RenderContext;
}) {
  const called = [...context.noteNumbers].filter(([identifier]) => notes.has(identifier));
  if (called.length === 0) return null;
  return (
    <section className="footnotes" aria-label={context.labels.footnotes}>
      <ol>
        {called.map(([identifier, number]) => (
          <li key={identifier} id={noteId(context, number)} value={number} dir="auto">
            {renderFlow(notes.get(identifier)?.children ?? [], context, place)}
            <a className="footnote-mark" href={`#${markId(context, number)}`} aria-label={context.labels.backToText}>
              ↩
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
});
