import type { ListItem, RootContent } from "mdast";
import { Fragment, type ReactNode } from "react";
import type { Place, RenderContext } from "./context.ts";
import { renderPhrasing } from "./phrasing.tsx";

type RenderFlow = (nodes: readonly RootContent[], context: RenderContext, place: Place) => ReactNode;

/**
 * One item. Whether its text stands in a paragraph depends on the item alone, not on blank lines between it and the next
 * ones: else the tenth item of a list could make the nine before it jump.
 */
export function renderItem(item: ListItem, renderFlow: RenderFlow, context: RenderContext, place: Place): ReactNode {
  const isTask = typeof item.checked === "boolean";
  const box = isTask && (
    <input
      type="checkbox"
      className="check"
      checked={item.checked === true}
      disabled
      readOnly
      aria-label={item.checked ? context.labels.taskDone : context.labels.taskOpen}
    />
  );
  const [first, ...rest] = item.children;
  const isLoose = item.spread === true;
  return (
    <li dir="auto" className={isTask ? "task" : undefined}>
      {first?.type === "paragraph" && isLoose ? (
        <p dir="auto">
          {box}
          {renderPhrasing(first.children, context, place)}
        </p>
      ) : (
        <>
          {box}
          {first && renderChild(first, isLoose, renderFlow, context, place)}
        </>
      )}
      {rest.map((child, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nodes have no identity but their place, and never move
        <Fragment key={index}>{renderChild(child, isLoose, renderFlow, context, place)}</Fragment>
      ))}
    </li>
  );
}

function renderChild(
  child: ListItem["children"][number],
  isLoose: boolean,
  renderFlow: RenderFlow,
  context: RenderContext,
  place: Place,
): ReactNode {
  if (child.type === "paragraph" && !isLoose) return renderPhrasing(child.children, context, place);
  return renderFlow([child], context, place);
}
