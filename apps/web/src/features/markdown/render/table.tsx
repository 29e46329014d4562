import type { AlignType, TableRow } from "mdast";
import type { ReactNode } from "react";
import type { Place, RenderContext } from "./context.ts";
import { renderPhrasing } from "./phrasing.tsx";

/** A table that scrolls sideways by itself, also by keyboard, instead of widening the page. */
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      className="table-scroll"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table>{children}</table>
    </section>
  );
}

/** Rows of a table, the first as its head when `hasHead`. Each has as many cells as the table has columns. */
export function TableRows({
  rows,
  hasHead,
  align,
  context,
  place,
}: {
  rows: readonly TableRow[];
  hasHead: boolean;
  align: readonly AlignType[];
  context: RenderContext;
  place: Place;
}) {
  const [head, ...others] = rows;
  const body = hasHead ? others : rows;
  const renderRow = (row: TableRow, Cell: "th" | "td") =>
    align.map((side, column) => (
      <Cell
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        key={column}
        dir="auto"
        data-align={side ?? undefined}
        scope={Cell === "th" ? "col" : undefined}
      >
        {renderPhrasing(row.children[column]?.children ?? [], context, place)}
      </Cell>
    ));
  return (
    <>
      {hasHead && head && (
        <thead>
          <tr>{renderRow(head, "th")}</tr>
        </thead>
      )}
      {body.length > 0 && (
        <tbody>
          {body.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={index}>{renderRow(row, "td")}</tr>
          ))}
        </tbody>
      )}
    </>
  );
}
