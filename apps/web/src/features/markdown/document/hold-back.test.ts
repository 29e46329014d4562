import { describe, expect, it } from "vitest";
import { closeInline } from "./close-inline.ts";
import { holdBack } from "./hold-back.ts";

describe("closeInline", () => {
  it.each([
    ["a **bo", "a **bo**"],
    ["a **", "a "],
    ["a **bold*", "a **bold**"],
    ["a *it **both", "a *it **both***"],
    ["a `co", "a `co`"],
    ["a ``co`", "a ``co``"],
    ["a `", "a "],
    ["a ~~de", "a ~~de~~"],
    ["3 * 4", "3 * 4"],
    ["3*4", "3*4"],
    ["snake_case_name", "snake_case_name"],
    ["a [li", "a li"],
    ["a [link](https://exa", "a link"],
    ["a [**li**nk](https://exa", "a **li**nk"],
    ["a [link]", "a link"],
    ["a [link](https://example.org)", "a [link](https://example.org)"],
    ["a ![alt](https://exa", "a "],
    ["a [^1", "a "],
    ["a [^1]", "a [^1]"],
    ["a $x^", "a "],
    ["from $5 to", "from $5 to"],
    ["a \\(x", "a "],
    ["a \\", "a "],
    ["a <su", "a "],
    ["a &am", "a "],
    ["a < b", "a < b"],
  ])("ends %j as %j", (text, expected) => {
    expect(closeInline(text)).toBe(expected);
  });
});

describe("holdBack", () => {
  it.each([
    ["text\n-", "text"],
    ["text\n===", "text"],
    ["#", ""],
    ["# He", "# He"],
    ["```", ""],
    ["- a\n- [x", "- a"],
    ["| a | b |", ""],
    ["| a | b |\n|--", ""],
    ["| a | b |\n|---|---|\n", "| a | b |\n|---|---|\n"],
    ["| a | b |\n|---|---|\n| **x", "| a | b |\n|---|---|\n| **x**"],
    ["> quote **b", "> quote **b**"],
    ["1. one\n2. `t", "1. one\n2. `t`"],
    ["- ```js\n  a **b", "- ```js\n  a **b"],
    ["- ```js\n  a\n  ``", "- ```js\n  a"],
    ["$$\nx **", "$$\nx **"],
  ])("shows of %j only %j", (source, expected) => {
    expect(holdBack(source)).toBe(expected);
  });
});
