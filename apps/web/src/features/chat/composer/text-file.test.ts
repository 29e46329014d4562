import { describe, expect, it } from "vitest";
import { fenced, readTextFile } from "./text-file.ts";

const bytes = (...values: number[]) => new Blob([new Uint8Array(values)]);

describe("readTextFile", () => {
  it.each([
    ["what is no UTF-8", bytes(0x89, 0x50, 0x4e, 0x47), "notText"],
    ["what holds a zero, which no message can", bytes(0x61, 0x00, 0x62), "notText"],
    ["what is longer than a message can be", new Blob(["a".repeat(41)]), "tooLong"],
  ])("refuses %s", async (_name, file, problem) => {
    expect(await readTextFile(file, 10)).toEqual({ problem });
  });

  it("reads text without its byte order mark, lines as they are typed", async () => {
    expect(await readTextFile(new Blob(["\ufeffété\r\n日本\r\n"]), 100)).toEqual({ text: "été\n日本\n" });
  });
});

describe("fenced", () => {
  it.each([
    ["main.ts", "let a;\n", "main.ts\n```ts\nlet a;\n```"],
    ["LICENSE", "", "LICENSE\n```\n\n```"],
    ["notes.md", "```js\ncode\n```\n", "notes.md\n````md\n```js\ncode\n```\n````"],
  ])("puts %s between fences", (name, text, expected) => expect(fenced(name, text)).toBe(expected));
});
