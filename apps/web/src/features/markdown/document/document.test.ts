import fc from "fast-check";
import type { RootContent } from "mdast";
import { describe, expect, it } from "vitest";
import { parse } from "../syntax/parse.ts";
import { advance } from "./document.ts";
import type { Block, MarkdownDocument } from "./types.ts";

/** Lines that meet each other in every way that Markdown cares about. */
const line = fc.constantFrom(
  "",
  "",
  "",
  "text",
  "more *text* with `code` and **bold**",
  "# Heading",
  "===",
  "---",
  "***",
  "- item",
  "-",
  "  - nested",
  "    continued or code",
  "\tindented by a tab",
  "* other item",
  "1. first",
  "2. second",
  "7) seventh",
  "   three spaces",
  "> quote",
  ">> deeper",
  "> - item in a quote",
  "```",
  "```js",
  "~~~~",
  "~~~",
  "````",
  "   ```",
  "  ```ts meta",
  "$$",
  "\\[",
  "\\]",
  "x = \\frac{1}{2}",
  "| a | b |",
  "|---|:-:|",
  "| 1 | `2` | 3 |",
  "a | b",
  "- | -",
  "[label]: https://example.org/a",
  "[other]:",
  "  https://example.org/b 'title'",
  "'title'",
  "See [label], [text][other], [label][] and ![image][label].",
  "[^note]: The note.",
  "    continues the note",
  "A call[^note] and another[^1].",
  "[^1]: First.",
  "<div>",
  "</div>",
  "<!-- comment",
  "-->",
  "<br>",
  "\\",
  "two spaces  ",
  "- [ ] task",
  "- [x] done",
  "&amp; &#x41; &",
  "[label]: https://example.org/late",
);

const markdown = fc.array(line, { maxLength: 24 }).map((lines) => lines.join("\n"));

function stream(text: string, cuts: readonly number[]): MarkdownDocument {
  let document: MarkdownDocument | undefined;
  for (const cut of [...cuts].sort((a, b) => a - b)) document = advance(document, text.slice(0, cut), true);
  return advance(document, text, false);
}

const blocksOf = (document: MarkdownDocument): Block[] => [
  ...document.pages.flat(),
  ...(document.open ? [document.open] : []),
];

type Plain = { type: string; children?: Plain[]; [key: string]: unknown };

/** A node without positions, and without what depends on a list's other items. */
function plain(node: RootContent): Plain {
  const own: Plain = { ...structuredClone({ ...node, position: undefined }), children: [] };
  delete own.children;
  delete own.position;
  if (node.type === "list") delete own.spread;
  // Blank lines at the end of an unclosed fence count or do not, depending on what follows its container.
  if (node.type === "code") own.value = node.value.trimEnd();
  if ("children" in node) own.children = node.children.map(plain);
  return own;
}

/** All blocks as one tree: what is split is put together again. */
function joined(blocks: readonly Block[]): Plain[] {
  const nodes: Plain[] = [];
  for (const block of blocks) {
    const [first, ...rest] = block.nodes.map(plain);
    const holder = nodes.at(-1);
    if (block.joined && first && holder?.children) {
      holder.children.push(...(first.type === "table" ? (first.children ?? []).slice(1) : (first.children ?? [])));
      nodes.push(...rest);
    } else nodes.push(...(first ? [first, ...rest] : []));
  }
  return nodes;
}

/** The parser's own reading of the whole text, in which every footnote that is called has a note, as in `preludeFor`. */
function whole(text: string): Plain[] {
  const behind = "[^note]: -\n\n[^1]: -\n\n[-]: -\n\n";
  return parse(behind + text)
    .children.filter((node) => (node.position?.start.offset ?? 0) >= behind.length)
    .map(plain);
}

describe("advance", () => {
  it("keeps every character: the blocks in order are the text", () => {
    fc.assert(
      fc.property(markdown, fc.array(fc.nat(600), { maxLength: 8 }), (text, cuts) => {
        const document = stream(text, cuts);
        expect(
          document.pages
            .flat()
            .map((block) => block.source)
            .join("") + document.rest.source,
        ).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  it("reads in blocks, however the text is cut, what the parser reads in the whole text", () => {
    fc.assert(
      fc.property(markdown, fc.array(fc.nat(600), { maxLength: 12 }), (text, cuts) => {
        expect(joined(blocksOf(stream(text, cuts)))).toEqual(whole(text));
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ["a formula after a quote's last line", "> - item in a quote\n$$\n\tx\n-"],
    ["a list that starts at 10 in an item after a paragraph", "text\n- 10. ten\n"],
    ["and in a quote", "text\n> 10. ten\n"],
    ["and in a note", "text\n[^1]: 10. ten\n"],
    ["indented code after an empty quote, and a list after it", ">\n    a\n    b\n7) seventh"],
    ["a list after indented code", "    code\n7) seventh\n-\n"],
    ["blank lines within indented code", "# Heading\n    a\n\n  \n\t  b\n\n   c"],
    ["a label that is no note's because of its space", "text\n[^x y]: z"],
    ["what looks like a task's box after an empty item", "-\n[x] t\n[ ] u"],
    ["a row and a rule after a table in a quote", "> | a | b |\n> |---|---|\n| 5 |\n|---|\n"],
    ["what stands behind a fence's language", "~~~js b \u2028 c \t\n"],
    ["a table whose head would be a list without the paragraph before", "a\n12)\n|-|\n"],
    ["a character that is white but not blank", "\f"],
  ])("reads alike in blocks and as a whole: %s", (_, text) => {
    expect(joined(blocksOf(stream(text, [])))).toEqual(whole(text));
  });

  it("ends a quote before the formula that follows it, and keeps a box that no item has", () => {
    expect(whole("> quote\n$$\nx\n$$\ny")).toMatchObject([
      { type: "blockquote", children: [{ type: "paragraph" }] },
      { type: "math", value: "x" },
      { type: "paragraph" },
    ]);
    expect(whole("-\n[x] t")).toMatchObject([{ type: "list" }, { children: [{ value: "[x] t" }] }]);
    expect(whole("- [x] t")).toMatchObject([
      { children: [{ checked: true, children: [{ children: [{ value: "t" }] }] }] },
    ]);
  });

  it("never changes a finished block's source or place", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        let document = advance(undefined, "", true);
        for (let end = 1; end <= text.length; end += 3) {
          const next = advance(document, text.slice(0, end), true);
          const before = document.pages.flat();
          const after = next.pages.flat().slice(0, before.length);
          expect(after.map(({ key, source }) => [key, source])).toEqual(before.map(({ key, source }) => [key, source]));
          document = next;
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps finished blocks as the same objects while the text grows", () => {
    const first = advance(undefined, "One.\n\nTwo.\n\nThree", true);
    const second = advance(first, "One.\n\nTwo.\n\nThree and a half", true);
    expect(second.pages).toBe(first.pages);
    expect(second.pages.flat().map((block) => block.source)).toEqual(["One.\n\n", "Two.\n\n"]);
  });

  it("finds the link of a label that is defined at the end", () => {
    const first = advance(undefined, "See [here].\n\nText.\n\n", true);
    const text = "See [here].\n\nText.\n\n[here]: https://example.org\n\nMore";
    const [block] = advance(first, text, true).pages.flat();
    expect(JSON.stringify(block?.nodes)).toContain('"linkReference"');
  });

  it("splits long lists and tables, so that only their end is parsed again", () => {
    const list = Array.from({ length: 50 }, (_, index) => `- item ${index}\n`).join("");
    expect(advance(undefined, list, true).pages.flat().length).toBe(49);
    const table = `| a |\n|---|\n${"| b |\n".repeat(100)}`;
    expect(advance(undefined, table, true).pages.flat().length).toBe(4);
  });

  it("starts anew when the text does not continue what it was", () => {
    const first = advance(undefined, "One.\n\nTwo.\n\nThree", true);
    const second = advance(first, "Uno.\n\nDue", true);
    expect(blocksOf(second).map((block) => block.source)).toEqual(["Uno.\n\n", "Due"]);
  });
});
