import type { PhrasingContent } from "mdast";
import type { SafeTagName } from "../syntax/nodes.ts";

/** Nodes between an opening and its closing tag. */
export type Tagged = { type: "tagged"; name: SafeTagName; children: Paired[] };
export type Paired = PhrasingContent | Tagged;

/** Siblings with each pair of safe tags made a node; a tag without its other half becomes the text that it was. */
export function pairTags(nodes: readonly PhrasingContent[]): Paired[] {
  if (!nodes.some((node) => node.type === "safeTag")) return [...nodes];
  const levels: { name: SafeTagName | undefined; children: Paired[] }[] = [{ name: undefined, children: [] }];
  const flatten = (keep: number) => {
    while (levels.length > keep) {
      const { name, children } = levels.pop() ?? { name: undefined, children: [] };
      levels.at(-1)?.children.push({ type: "text", value: `<${name}>` }, ...children);
    }
  };
  for (const node of nodes) {
    if (node.type !== "safeTag") {
      levels.at(-1)?.children.push(node);
    } else if (!node.closing) {
      levels.push({ name: node.name, children: [] });
    } else {
      const opening = levels.findLastIndex(({ name }) => name === node.name);
      if (opening < 1) {
        levels.at(-1)?.children.push({ type: "text", value: `</${node.name}>` });
        continue;
      }
      flatten(opening + 1);
      const closed = levels.pop();
      levels.at(-1)?.children.push({ type: "tagged", name: node.name, children: closed?.children ?? [] });
    }
  }
  flatten(1);
  return levels[0]?.children ?? [];
}
