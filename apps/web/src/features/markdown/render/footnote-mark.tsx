import type { RenderContext } from "./context.ts";

/** The ids of a footnote's note and of its mark in the text: made of numbers, never of what the answer says. */
export const noteId = (context: RenderContext, number: number) => `${context.idPrefix}-note-${number}`;
export const markId = (context: RenderContext, number: number) => `${context.idPrefix}-mark-${number}`;

/** The raised number that leads to a note; only a number while the note is still to come; text when it never came. */
export function FootnoteMark({
  label,
  identifier,
  context,
}: {
  label: string;
  identifier: string;
  context: RenderContext;
}) {
  const number = context.noteNumbers.get(identifier);
  if (number === undefined) return `[^${label}]`;
  if (!context.notes.has(identifier)) return <sup>{number}</sup>;
  return (
    <sup>
      <a
        className="footnote-mark"
        id={markId(context, number)}
        href={`#${noteId(context, number)}`}
        aria-label={context.labels.footnote(number)}
      >
        {number}
      </a>
    </sup>
  );
}
