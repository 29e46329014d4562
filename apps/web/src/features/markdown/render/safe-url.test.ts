import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hiddenHost, neutralise, readImage, readLink, showOverrides } from "./safe-url.ts";

const link = (url: string) => {
  const read = readLink(url);
  if (!read) throw new Error(`refused: ${url}`);
  return read;
};

describe("readLink", () => {
  it.each([
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\u0000script:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://a.example/x",
    "filesystem:https://a.example/x",
    "file:///etc/passwd",
    "ftp://a.example",
    "//a.example",
    "/path",
    "#anchor",
    "",
    "http://",
    "https://[",
  ])("refuses %j", (url) => {
    expect(readLink(url)).toBeUndefined();
  });

  it("takes http, https and mailto, and nothing else, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.tuple(fc.string(), fc.string()).map((p) => p.join(":")),
        ),
        (url) => {
          const read = readLink(url);
          if (read) expect(read.href).toMatch(/^(?:https?:\/\/|mailto:)/);
        },
      ),
    );
    expect(link("https://Example.org/a b").href).toBe("https://example.org/a%20b");
    expect(link("mailto:ada@example.org").target).toBe("ada@example.org");
  });
});

describe("hiddenHost", () => {
  it.each([
    ["Google", "https://google.com/", undefined],
    ["google.com", "https://www.google.com/search", undefined],
    ["https://google.com/a", "https://google.com/a", undefined],
    ["google.com", "https://evil.example/", "evil.example"],
    ["https://google.com", "https://google.com.evil.example/", "google.com.evil.example"],
    ["https://google.com@evil.example", "https://google.com@evil.example/", "evil.example"],
    ["g\u200boogle.com", "https://evil.example/", "evil.example"],
    ["gооgle.com", "https://gооgle.com/", "xn--ggle-55da.com"],
    ["see google.com now", "https://evil.example:8080/", "evil.example:8080"],
  ])("for the text %j of a link to %s is %s", (text, url, expected) => {
    expect(hiddenHost(text, link(url))).toBe(expected);
  });
});

describe("readImage", () => {
  it("shows only pixels that are in the text; asks for what is elsewhere; refuses the rest", () => {
    expect(readImage("data:image/png;base64,iVBORw0KGgo=")?.kind).toBe("inline");
    expect(readImage("https://a.example/x.png")).toEqual({
      kind: "remote",
      src: "https://a.example/x.png",
      host: "a.example",
    });
    expect(readImage("data:image/svg+xml;base64,PHN2Zy8+")).toBeUndefined();
    expect(readImage("data:image/png,<svg onload=alert(1)>")).toBeUndefined();
    expect(readImage(`data:image/png;base64,${"A".repeat(2_000_000)}`)).toBeUndefined();
    expect(readImage("/api/avatar")).toBeUndefined();
  });
});

it("takes signs out of a text that change what one reads unseen, and makes them visible in code", () => {
  expect(neutralise("a\u202eb\u2066c\u0007\u200bd")).toBe("abcd");
  expect(showOverrides("if (\u202e)")).toBe("if (⟨U+202E⟩)");
});
