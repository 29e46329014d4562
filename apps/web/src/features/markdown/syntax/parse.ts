import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Extension } from "micromark-util-types";
import { codes } from "./characters.ts";
import { codeIndented } from "./code-indented.ts";
import { compileSyntax } from "./compile.ts";
import { containersOf } from "./containers.ts";
import { safeTag } from "./safe-tag.ts";
import { texFlow } from "./tex-flow.ts";
import { texText } from "./tex-text.ts";

const github = gfm({ singleTilde: false });

const syntax: Extension = {
  document: containersOf(github),
  flowInitial: { [codes.space]: codeIndented, [codes.tab]: codeIndented, [codes.virtualSpace]: codeIndented },
  flow: { [codes.dollar]: texFlow, [codes.backslash]: texFlow },
  text: { [codes.dollar]: texText, [codes.backslash]: texText, [codes.lessThan]: safeTag },
  // HTML is not part of our Markdown: it is text, and is shown as such.
  disable: { null: ["htmlFlow", "htmlText"] },
};

const options = {
  extensions: [github, syntax],
  mdastExtensions: [gfmFromMarkdown(), compileSyntax],
};

/** Markdown (CommonMark, GFM, TeX) → mdast. Never throws, never makes an `html` node. */
export function parse(source: string): Root {
  return fromMarkdown(source, options);
}
