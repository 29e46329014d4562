import { expect, it } from "vitest";
import { findLanguage } from "./language-names.ts";
import { grammars } from "./languages.ts";
import { endSession, highlightRequest } from "./tokenizer.ts";

const code = `/* a comment
   that goes on */
const text = \`one
two \${1 + 2}\`;
return text;`;

const text = (lines: readonly (readonly (readonly [string, string])[])[]) =>
  lines.map((line) => line.map(([part]) => part).join("")).join("\n");

it("colours code without changing a character of it", async () => {
  const lines = await highlightRequest({ kind: "highlight", session: 1, language: "typescript", code, keep: 0 });
  expect(text(lines)).toBe(code);
  expect(lines[0]).toEqual([["/* a comment", "code-comment"]]);
  expect(lines.flat().map(([, name]) => name)).toContain("code-keyword");
});

it("goes on in the middle of a comment or string where an earlier request ended", async () => {
  const whole = await highlightRequest({ kind: "highlight", session: 2, language: "typescript", code, keep: 0 });
  const [first = "", second = "", ...rest] = code.split("\n");
  const head = await highlightRequest({ kind: "highlight", session: 3, language: "typescript", code: first, keep: 1 });
  const middle = {
    kind: "highlight",
    session: 3,
    language: "typescript",
    code: [second, ...rest].join("\n"),
    keep: 2,
  } as const;
  const tail = await highlightRequest(middle);
  endSession(3);
  expect([...head, ...tail]).toEqual(whole);
});

it("has a grammar for every language that it names", async () => {
  for (const [name, load] of Object.entries(grammars)) {
    expect(findLanguage(name)).toBe(name);
    expect((await load()).default.length).toBeGreaterThan(0);
  }
});

it.each([
  ["TS", "typescript"],
  ["py", "python"],
  ["c++", "cpp"],
  ["__proto__", undefined],
  ["constructor", undefined],
  ["brainfuck", undefined],
])("reads the info string %j as %j", (info, language) => {
  expect(findLanguage(info)).toBe(language);
});
