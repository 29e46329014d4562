import type { List, RootContent, Table } from "mdast";
import { Fragment, memo, type ReactNode } from "react";
import type { Block } from "../document/types.ts";
import type { Place, RenderContext } from "./context.ts";
import { renderFlow, renderItems, renderList } from "./flow.tsx";
import { TableFrame, TableRows } from "./table.tsx";

/** Blocks that make up one thing: a block alone, or the parts of one list or table. */
type Group = readonly Block[];

function groupBlocks(blocks: readonly Block[]): Group[] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.joined && last) last.push(block);
    else groups.push([block]);
  }
  return groups;
}

const placeOf = (block: Block): Place => ({ depth: 0, insideLink: false, open: block.open });

type PartProps = { block: Block; context: RenderContext };

const holds = (node: RootContent | undefined): node is List | Table => node?.type === "list" || node?.type === "table";

const ItemsPart = memo(function ItemsPart({ block, context }: PartProps) {
  const list = block.nodes.find(holds);
  return list?.type === "list" ? renderItems(list.children, context, placeOf(block)) : null;
});

const RowsPart = memo(function RowsPart({ block, context }: PartProps) {
  const table = block.nodes.find(holds);
  if (table?.type !== "table") return null;
  // A joined block was parsed behind the head of its table.
  const rows = block.joined ? table.children.slice(1) : table.children;
  const place = placeOf(block);
  return <TableRows rows={rows} hasHead={!block.joined} align={table.align ?? []} context={context} place={place} />;
});

/** Memoised on its blocks: a finished group is rendered once, and of a growing list only the growing item. */
const GroupView = memo(
  function GroupView({ group, context }: { group: Group; context: RenderContext }): ReactNode {
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last) return null;
    const at = first.nodes.findIndex(holds);
    const holder = first.nodes[at];
    if (!holds(holder)) return renderFlow(first.nodes, context, placeOf(first));

    const Part = holder.type === "list" ? ItemsPart : RowsPart;
    const parts = group.map((block) => <Part key={block.key} block={block} context={context} />);
    const after = last === first ? at + 1 : 1;
    return (
      <>
        {renderFlow(first.nodes.slice(0, at), context, placeOf(first))}
        {holder.type === "list" ? (
          renderList(holder.ordered === true, holder.start ?? 1, parts)
        ) : (
          <TableFrame label={context.labels.table}>{parts}</TableFrame>
        )}
        {renderFlow(last.nodes.slice(after), context, placeOf(last))}
      </>
    );
  },
  (before, after) =>
    before.context === after.context &&
    before.group.length === after.group.length &&
    before.group.every((block, index) => block === after.group[index]),
);

export type PageProps = {
  blocks: readonly Block[];
  /** The block that still grows, on the last page. */
  open: Block | undefined;
  context: RenderContext;
};

/** A page of blocks; memoised, so that an update costs what the last page costs. */
export const Page = memo(function Page({ blocks, open, context }: PageProps) {
  const groups = groupBlocks(open ? [...blocks, open] : blocks);
  return groups.map((group) => (
    <Fragment key={group[0]?.key}>
      <GroupView group={group} context={context} />
    </Fragment>
  ));
});
