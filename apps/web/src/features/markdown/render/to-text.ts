import type { Nodes } from "mdast";

/** The words of some nodes, without any markup. Not recursive, because it is also for what is nested too deep. */
export function toText(nodes: readonly Nodes[]): string {
  let text = "";
  const stack: Nodes[] = [...nodes].reverse();
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ("value" in node) text += node.value;
    else if (node.type === "break") text += " ";
    else if (node.type === "image" || node.type === "imageReference") text += node.alt ?? "";
    else if ("children" in node) stack.push(...[...node.children].reverse());
  }
  return text;
}
