import { describe, expect, it } from "vitest";
import { renderMarkdown } from "./testing.tsx";

const text = (html: string) =>
  html
    .replace(/<section class="code-block".*?<\/section>/gs, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&gt;", ">");

const answer = `# Title

Some **bold**, *emphasis*, \`code\` and a [link](https://example.org/a).

1. One with **bold**
2. Two with [a link](https://example.org/b)

| a | b |
|---|---|
| **x** | y |

- [x] done
- [ ] open

~~gone~~ and $x^2$ and a claim.[^1]

[^1]: The note.
`;

describe("Markdown", () => {
  it("shows no half-written sign at any moment of streaming", () => {
    for (let end = 1; end <= answer.length; end += 1) {
      const shown = text(renderMarkdown(answer.slice(0, end), true));
      expect(shown, `after ${JSON.stringify(answer.slice(0, end).slice(-30))}`).not.toMatch(
        /[*`~|#]|\]\(|\[\^|\[[ x]|--/,
      );
    }
  });

  it("starts headings at the third rank", () => {
    expect(renderMarkdown("# A\n\n###### B")).toMatch(/<h3 dir="auto">A<\/h3><h6 dir="auto">B<\/h6>/);
  });

  it("makes one list and one table of what was split into many blocks", () => {
    const list = renderMarkdown(Array.from({ length: 60 }, (_, index) => `${index + 3}. item\n`).join(""));
    expect(list.match(/<ol/g)).toHaveLength(1);
    expect(list).toContain('<ol dir="auto" start="3">');
    expect(list.match(/<li/g)).toHaveLength(60);
    const table = renderMarkdown(`| a |\n|--:|\n${"| b |\n".repeat(70)}`);
    expect(table.match(/<table/g)).toHaveLength(1);
    expect(table.match(/<th /g)).toHaveLength(1);
    expect(table.match(/<td[^>]*data-align="right"/g)).toHaveLength(70);
  });

  it("marks links, hides nothing of where they lead, and refuses other schemes", () => {
    expect(renderMarkdown("[bank.example](https://evil.example/x)")).toMatch(
      /<a href="https:\/\/evil.example\/x" target="_blank" rel="noopener noreferrer nofollow ugc".*\(evil\.example\)/,
    );
    expect(renderMarkdown("[x](javascript:alert(1))")).not.toContain("<a ");
  });

  it("numbers footnotes by their calls, with ids made of the prefix and numbers alone", () => {
    const html = renderMarkdown("A[^b] B[^a] C[^none]\n\n[^a]: Note a\n\n[^b]: Note b\n\n[^unused]: Never");
    expect(html).toContain('id="msg-mark-1" href="#msg-note-1"');
    expect(html.indexOf("Note b")).toBeLessThan(html.indexOf("Note a"));
    expect(html).toContain("C[^none]");
    expect(html).not.toContain("Never");
  });

  it("lets tables and code scroll by keyboard, and each block follow its own direction", () => {
    const html = renderMarkdown("| a |\n|---|\n\n```\nx\n```\n\nمرحبا");
    expect(html).toContain('<section class="table-scroll" aria-label="Table" tabindex="0">');
    expect(html).toContain('<pre dir="ltr" tabindex="0">');
    expect(html).toContain('<p dir="auto">مرحبا</p>');
  });

  it("shows HTML as what it is: text", () => {
    expect(renderMarkdown("<div onclick=x>a</div>")).toContain("&lt;div onclick=x&gt;a&lt;/div&gt;");
  });

  it("gives a diagram no frame before its fence is closed", () => {
    const source = "```mermaid\ngraph TD; A-->B";
    expect(renderMarkdown(source, true)).not.toContain("diagram");
    expect(renderMarkdown(`${source}\n\`\`\`\n`, true)).toContain('<figure class="diagram">');
  });
});
