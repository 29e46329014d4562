import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeHtml, markdownHtml } from "./markdown-html.ts";

/** All that may stand in a rendered text. */
const elements = new Set(
  "a blockquote br code del em h1 h2 h3 h4 h5 h6 hr input li ol p pre section strong sup table tbody td th thead tr ul".split(
    " ",
  ),
);

/** What a browser could make of it that no text should be: an element, an attribute or an address of another kind. */
function strange(html: string): string[] {
  const found: string[] = [];
  for (const [, name = "", attributes = ""] of html.matchAll(/<\/?([^\s>/]*)([^>]*)>/g)) {
    if (!elements.has(name)) found.push(name);
    for (const [, attribute = "", value = ""] of attributes.matchAll(/([^\s="]+)(?:="([^"]*)")?/g)) {
      // Without a protocol it leads to a page beside this one, as a link to nothing does.
      const isAddress = attribute === "href" && /^(https?:|mailto:|[^:]*([/?#]|$))/i.test(value);
      const isOther =
        /^(class|id|title|align|type|checked|disabled|start|dir|data-footnote-ref|data-footnote-backref|aria-\w+)$/.test(
          attribute,
        );
      if (!isAddress && !isOther && attribute !== "/") found.push(`${name} ${attribute}=${value}`);
    }
  }
  return found;
}

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "![x](https://evil.example/a.png)",
  "![x][ref]\n\n[ref]: https://evil.example/b.png",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt&colon;alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:x)",
  "<javascript:alert(1)>",
  '[x](https://a.example "\\" onclick=\\"alert(1)")',
  "<iframe src=https://evil.example></iframe>",
  "<style>*{background:url(https://evil.example)}</style>",
  "</main><svg onload=alert(1)>",
  '```"><script>alert(1)</script>\nx\n```',
  "x[^<img src=x>]\n\n[^<img src=x>]: y",
];

describe.each(attacks)("%s", (attack) => {
  test("becomes text or a plain link", () => {
    expect(strange(markdownHtml(attack, 1))).toEqual([]);
    expect(strange(markdownHtml(`> - ${attack}\n\n| a |\n|---|\n| ${attack.split("\n")[0]} |`, 1))).toEqual([]);
  });
});

test("no soup of signs and attacks becomes more than text", () => {
  const pieces = fc.constantFrom(
    ...attacks,
    "*",
    "_",
    "`",
    "```\n",
    "[",
    "](",
    ")",
    "<",
    ">",
    "\n",
    "\n\n",
    "|",
    "&lt;",
    "&#x6a;",
    '"',
    "!",
    "~~",
    "[^1]",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 25 }), (soup) => {
      expect(strange(markdownHtml(soup.join(""), 1))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("headings, lists, code, tables and notes are rendered; ids differ between messages", () => {
  const markdown =
    "## Title\n\n- one\n- [x] two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ts\nlet x = 1 < 2;\n```\n\nA note[^1].\n\n[^1]: Here.";
  const html = markdownHtml(markdown, 7);
  for (const piece of ["<h2>Title</h2>", "<li>one</li>", "<td>1</td>", "let x = 1 &lt; 2;", 'id="m7-fn-1"']) {
    expect(html).toContain(piece);
  }
});

test("a text that is too long to render is shown as it was written", () => {
  expect(markdownHtml("<b>".repeat(20_000), 1)).toBe(`<pre class="long">${escapeHtml("<b>".repeat(20_000))}</pre>`);
});
