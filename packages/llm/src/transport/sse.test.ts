import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSseParser } from "./sse.ts";

function parse(chunks: Buffer[]): string[] {
  const events: string[] = [];
  const parser = createSseParser({ onEvent: (data) => events.push(data) });
  for (const chunk of chunks) {
    // The caller may reuse its buffer, and does.
    const shared = Buffer.from(chunk);
    parser.push(shared);
    shared.fill(0);
  }
  parser.end();
  return events;
}

describe("createSseParser", () => {
  it("refuses a line without end", () => {
    const parser = createSseParser({ onEvent() {} });
    const piece = Buffer.alloc(1024 * 1024, "x");
    expect(() => {
      for (let i = 0; i < 20; i++) parser.push(piece);
    }).toThrow(RangeError);
  });

  it.each([
    ["data: a\n\ndata: b\n\n", ["a", "b"]],
    ["data:a\r\n\r\ndata:  b\r\n\r\n", ["a", " b"]],
    [": keep-alive\n\nevent: message\nid: 1\nretry: 9\ndata: a\n\n", ["a"]],
    ["data: one\ndata: two\n\n", ["one\ntwo"]],
    ["data\n\ndatum: x\n\n\n\n", []],
    ["data: without the blank line at the end", ["without the blank line at the end"]],
    ["data:\n\n", [""]],
  ])("reads %j", (text, events) => expect(parse([Buffer.from(text)])).toEqual(events));

  it("reads the same however the bytes are cut", () => {
    const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, " ").replace(/^ /, "_"));
    fc.assert(
      fc.property(
        fc.array(fc.array(line, { minLength: 1, maxLength: 3 })),
        fc.boolean(),
        fc.array(fc.nat()),
        (events, crlf, cuts) => {
          const end = crlf ? "\r\n" : "\n";
          const text = events
            .map((lines) => `: c${end}${lines.map((l) => `data: ${l}${end}`).join("")}${end}`)
            .join("");
          const bytes = Buffer.from(text);
          const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
          const chunks = [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length));
          expect(parse(chunks)).toEqual(events.map((lines) => lines.join("\n")));
        },
      ),
    );
  });
});
