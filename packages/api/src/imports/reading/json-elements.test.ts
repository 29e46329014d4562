import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonElement, jsonElements, NotJson } from "./json-elements.ts";

const limits = { maxBytes: 10_000, maxNodes: 1000, maxDepth: 500 };

async function elementsOf(chunks: readonly Uint8Array[], options = limits): Promise<JsonElement[]> {
  async function* source() {
    yield* chunks;
  }
  const found: JsonElement[] = [];
  for await (const element of jsonElements(source(), options)) found.push(element);
  return found;
}

const read = (text: string, options = limits) => elementsOf([Buffer.from(text)], options);
const kinds = (elements: readonly JsonElement[]) => elements.map(({ kind }) => kind);
const values = (elements: readonly JsonElement[]) =>
  elements.map((element) => (element.kind === "element" ? JSON.parse(element.bytes.toString()) : element.kind));

/** The bytes in pieces of these lengths, again and again. */
function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

describe("what is not taken", () => {
  test.each(["hello", "<html>", "]", "}", ",", "\u{FEFF}\u{FEFF}[]", "[1] x"])("%j is not JSON", async (text) => {
    await expect(read(text)).rejects.toThrow(NotJson);
  });

  test.each(['[{"a": 1}', '{"a": "b', '[{"a": "\\', "[1, 2", "["])("%j breaks off", async (text) => {
    expect(kinds(await read(text)).at(-1)).toBe("truncated");
  });

  test("one element that is too large, too deep or too full is passed over, and the next is read", async () => {
    const deep = `${"[".repeat(501)}${"]".repeat(501)}`;
    const full = JSON.stringify(Array.from({ length: 1001 }, () => ({})));
    const text = `[${JSON.stringify("x".repeat(10_001))}, ${deep}, ${full}, {"kept": true}]`;
    expect(values(await read(text))).toEqual(["too-large", "too-complex", "too-complex", { kept: true }]);
  });

  test("what is passed over is not kept in memory", async () => {
    const chunk = Buffer.alloc(1 << 20, "x");
    async function* source() {
      yield Buffer.from('["');
      for (let count = 0; count < 300; count++) yield chunk;
      yield Buffer.from('", 1]');
    }
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const found: JsonElement[] = [];
    for await (const element of jsonElements(source(), limits)) {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      found.push(element);
    }
    expect(kinds(found)).toEqual(["too-large", "element"]);
    expect(most).toBeLessThan(50 << 20);
  });
});

test("one element that is no JSON does not spoil its neighbours", async () => {
  const elements = await read('[{"a": nonsense}, {"b": 2}]');
  expect(elements.map(({ bytes }) => bytes?.toString())).toEqual(['{"a": nonsense}', '{"b": 2}']);
});

test("a byte order mark, JSON lines and single values are read", async () => {
  expect(values(await read('\u{FEFF}[{"a": "]"}]'))).toEqual([{ a: "]" }]);
  expect(values(await read('{"a": 1}\n{"a": 2}\n'))).toEqual([{ a: 1 }, { a: 2 }]);
  expect(values(await read("12"))).toEqual([12]);
  expect(values(await read(" [ ] "))).toEqual([]);
});

test("elements are what JSON.parse finds, wherever the text is cut and however it is spaced", async () => {
  const space = fc.constantFrom(undefined, 1, 2, "\t");
  const lengths = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 8 }), space, lengths, async (list, indent, pieces) => {
      const text = JSON.stringify(list, null, indent);
      const elements = await elementsOf(cut(Buffer.from(text), pieces));
      expect(values(elements)).toEqual(JSON.parse(text));
    }),
    { numRuns: 300 },
  );
});
