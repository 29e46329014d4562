import { describe, expect, it } from "vitest";
import { endOfSentences, spokenText } from "./spoken.ts";

const ready = (text: string, from = 0) => text.slice(from, endOfSentences(text, from));

describe("endOfSentences", () => {
  it.each([
    ["", ""],
    ["No end yet", ""],
    // More may follow: 3.14, or an ellipsis.
    ["It is 3.", ""],
    ["Half a block:\n```js\nlet a = 1;\n", "Half a block:\n"],
  ])("holds back what is not whole: %j", (text, expected) => {
    expect(ready(text)).toBe(expected);
  });

  it.each([
    ["One. Two", "One."],
    ["It is 3.14 metres. And", "It is 3.14 metres."],
    ["« Oui. » Puis", "« Oui."],
    ["He said “no.” Then", "He said “no.”"],
    ["A list:\n- one\n- tw", "A list:\n- one\n"],
    ["```\ncode\n```\nAfter. Next", "```\ncode\n```\nAfter."],
  ])("gives whole sentences: %j", (text, expected) => {
    expect(ready(text)).toBe(expected);
  });

  it("goes on from where it was", () => {
    expect(ready("One. Two. Three", 4)).toBe(" Two.");
  });
});

describe("spokenText", () => {
  it.each([
    ["## A **bold** title", "A bold title"],
    ["See [the page](https://example.org/x).", "See the page."],
    ["Before\n```js\nlet a = 1;\n```\nafter", "Before code after"],
    ["Cut off\n```js\nlet a", "Cut off code"],
    ["| a | b |", "a b"],
    ["- one\n- two", "one two"],
  ])("says %j as %j", (markdown, expected) => {
    expect(spokenText(markdown, "code")).toBe(expected);
  });
});
