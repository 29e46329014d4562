import { memo } from "react";
import type { Line } from "../highlight/protocol.ts";

type CodeLinesProps = {
  text: string;
  /** The highlighted lines that `text` starts with; may be fewer than it has. */
  lines: readonly Line[] | undefined;
};

/** A chunk of code: coloured as far as it is known how, plain after that. The chunk is a block, which ends its last line. */
export const CodeLines = memo(
  function CodeLines({ text, lines = [] }: CodeLinesProps) {
    const all = text.replace(/\n$/, "").split("\n");
    const plain = all.slice(lines.length).join("\n");
    return (
      <span className="code-chunk">
        {lines.slice(0, all.length).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <HighlightedLine key={index} line={line} isLast={index === all.length - 1} />
        ))}
        {plain}
      </span>
    );
  },
  (before, after) => before.text === after.text && sameLines(before.lines, after.lines),
);

function sameLines(before: readonly Line[] | undefined, after: readonly Line[] | undefined): boolean {
  if (before === after) return true;
  return before?.length === after?.length && (before ?? []).every((line, index) => line === after?.[index]);
}

const HighlightedLine = memo(function HighlightedLine({ line, isLast }: { line: Line; isLast: boolean }) {
  return (
    <>
      {line.map(([text, className], index) =>
        className === "" ? (
          text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
          <span key={index} className={className}>
            {text}
          </span>
        ),
      )}
      {isLast ? "" : "\n"}
    </>
  );
});
