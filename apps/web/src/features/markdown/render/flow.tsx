import type { ListItem, RootContent } from "mdast";
import { Fragment, type ReactNode } from "react";
import { CodeBlock } from "./code-block.tsx";
import { deepest, inside, type Place, type RenderContext } from "./context.ts";
import { Diagram } from "./diagram.tsx";
import { renderItem } from "./list.tsx";
import { MathView } from "./math-view.tsx";
import { renderPhrasing } from "./phrasing.tsx";
import { TableFrame, TableRows } from "./table.tsx";
import { toText } from "./to-text.ts";

/** The page has one h1 and the conversation its h2, so an answer's headings start at h3. */
const headings = { 1: "h3", 2: "h4", 3: "h5", 4: "h6", 5: "h6", 6: "h6" } as const;

/** Block-level nodes → React. Definitions and notes show elsewhere or not at all. */
export function renderFlow(nodes: readonly RootContent[], context: RenderContext, place: Place): ReactNode {
  if (place.depth > deepest) return toText(nodes);
  return nodes.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: nodes have no identity but their place, and never move
    <Fragment key={index}>{renderNode(node, context, inside(place))}</Fragment>
  ));
}

function renderNode(node: RootContent, context: RenderContext, place: Place): ReactNode {
  switch (node.type) {
    case "paragraph":
      return node.children.length === 0 ? null : <p dir="auto">{renderPhrasing(node.children, context, place)}</p>;
    case "heading": {
      const Heading = headings[node.depth];
      return <Heading dir="auto">{renderPhrasing(node.children, context, place)}</Heading>;
    }
    case "blockquote":
      return <blockquote dir="auto">{renderFlow(node.children, context, place)}</blockquote>;
    case "thematicBreak":
      return <hr />;
    case "code":
      return node.lang?.toLowerCase() === "mermaid" ? (
        <Diagram source={node.value} complete={!place.open} labels={context.labels} />
      ) : (
        <CodeBlock code={node.value} language={node.lang ?? ""} growing={place.open} labels={context.labels} />
      );
    case "math":
      return <MathView tex={node.value} display block growing={place.open} />;
    case "list":
      return renderList(node.ordered === true, node.start ?? 1, renderItems(node.children, context, place));
    case "table":
      return (
        <TableFrame label={context.labels.table}>
          <TableRows rows={node.children} hasHead align={node.align ?? []} context={context} place={place} />
        </TableFrame>
      );
    case "definition":
    case "footnoteDefinition":
      return null;
    case "html":
      return node.value;
    default:
      return null;
  }
}

/** The list around items, which may come from several blocks. */
export function renderList(ordered: boolean, start: number, items: ReactNode): ReactNode {
  if (!ordered) return <ul dir="auto">{items}</ul>;
  return (
    <ol dir="auto" start={start === 1 ? undefined : start}>
      {items}
    </ol>
  );
}

export function renderItems(items: readonly ListItem[], context: RenderContext, place: Place): ReactNode {
  return items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <Fragment key={index}>{renderItem(item, renderFlow, context, inside(place))}</Fragment>
  ));
}
