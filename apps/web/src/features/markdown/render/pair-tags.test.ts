import type { PhrasingContent } from "mdast";
import { expect, it } from "vitest";
import { parse } from "../syntax/parse.ts";
import { type Paired, pairTags } from "./pair-tags.ts";

function show(nodes: readonly Paired[]): string {
  return nodes
    .map((node) =>
      node.type === "tagged" ? `{${node.name} ${show(node.children)}}` : "value" in node ? node.value : "?",
    )
    .join("");
}

const phrasing = (source: string): PhrasingContent[] => {
  const [paragraph] = parse(source).children;
  return paragraph?.type === "paragraph" ? paragraph.children : [];
};

it.each([
  ["H<sub>2</sub>O", "H{sub 2}O"],
  ["<sup>a<sub>b</sub></sup>", "{sup a{sub b}}"],
  ["a</sub>b", "a</sub>b"],
  ["<sub>a", "<sub>a"],
  ["<sub>a<sup>b</sub>c", "{sub a<sup>b}c"],
  ["<SUB>a</Sub>", "{sub a}"],
  ["<sub class=x>a</sub>", "<sub class=x>a</sub>"],
  ["<b>a</b>", "<b>a</b>"],
])("reads %j as %j", (source, expected) => {
  expect(show(pairTags(phrasing(source)))).toBe(expected);
});
