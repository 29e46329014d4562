import { describe, expect, test } from "vitest";
import { firstOf, fixture } from "../testing/fixtures.ts";
import { toTree } from "../tree.ts";
import { readEntry } from "./read-entry.ts";

/** A conversation in the few words that the tests compare: `parent > id role: parts`. */
function outline(bytes: Buffer): string[] {
  const { messages } = toTree(readEntry(bytes));
  return messages.map(({ id, parentId, role, parts, run }) => {
    const said = parts.map(({ type, text }) => (type === "reasoning" ? `(${text})` : text)).join(" | ");
    return `${parentId ?? "·"} > ${id} ${run ? run.model : role}: ${said}`;
  });
}

describe("what is no conversation is refused", () => {
  test.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["a number", "1"],
    ["null", "null"],
    ["a list", "[[]]"],
    ["another thing", '{"name": "x", "messages": 3}'],
    ["a prototype key", '{"__proto__": {"mapping": {}}, "constructor": {"chat_messages": []}}'],
    ["wrong types", '{"mapping": 7, "chat_messages": {}, "conversationId": 1, "messages": "x", "chat": []}'],
  ])("%s", (_what, text) => {
    expect(() => readEntry(Buffer.from(text))).toThrow(/invalid-json|unknown-format/);
  });

  test.each([
    ["nodes that are no objects", { mapping: { a: null, b: 3, c: "x", d: [] } }],
    ["a message of wrong types", { mapping: { a: { message: { author: 1, content: { parts: {} } }, parent: {} } } }],
    ["content that is no list", { chat_messages: [null, 1, { uuid: {}, content: "x", sender: [] }] }],
    ["children that are no list", { conversationId: "x", messagesTree: [{ children: "x" }, 3] }],
    ["a history of rubbish", { chat: { history: { messages: { a: { content: 5, parentId: [] } } } } }],
  ])("%s: nothing to keep", (_what, entry) => {
    expect(() => toTree(readEntry(Buffer.from(JSON.stringify(entry))))).toThrow("empty");
  });
});

test("ChatGPT: branches, thoughts, programs, models and times come over; the rest is listed", () => {
  const bytes = firstOf("chatgpt");
  const rust = "```rust\npeople.sort_by_key(|person| person.age);\n```";
  const python = "```python\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\n```";
  const thought = "(Choosing a method\n\nsort_by_key is the plainest.)";
  expect(outline(bytes)).toEqual([
    "· > user-1 user: How do I sort a Vec of structs?",
    "· > user-1b user: How do I sort a slice?",
    `user-1 > think-1 openai/o3: ${thought} | Use \`sort_by_key\`:\n\n${rust}\n\nIt is stable.`,
    "user-1 > asst-1b openai/gpt-4o: Derive `Ord` and call `sort()`.",
    "think-1 > user-2 user: Plot these numbers, please.",
    `user-2 > call-1 openai/gpt-4o: ${python}\n\nHere is the plot.`,
  ]);
  const draft = readEntry(bytes);
  expect(draft).toMatchObject({ sourceId: "6631f0a0-1111-4222-8333-444455556666", pinned: true, archived: false });
  expect(draft.createdAt?.toISOString()).toBe("2024-05-01T10:00:00.123Z");
  expect(toTree(draft).headId).toBe("call-1");
  expect(draft.lost.map(({ kind, names }) => [kind, names.join()])).toEqual([
    ["citation", ""],
    ["image", ""],
    ["attachment", "numbers.png"],
    ["tool-call", "python"],
    ["tool-result", "python"],
  ]);
});

test("Claude: branches, thoughts and artifacts' code come over; the newest branch is the current one", () => {
  const bytes = firstOf("claude");
  expect(outline(bytes)).toEqual([
    "· > m-1 user: Write a retry helper.",
    "m-1 > m-2 anthropic/unknown: (Exponential, with jitter.) | Here it is: | ```typescript\nexport async function retry() {}\n``` | It waits longer each time.",
    "m-1 > m-2b anthropic/unknown: Another way.",
  ]);
  const draft = readEntry(bytes);
  expect(toTree(draft).headId).toBe("m-2b");
  expect(draft.lost.map(({ kind, count }) => `${count} ${kind}`)).toEqual([
    "1 attachment",
    "1 tool-call",
    "1 tool-result",
    "1 citation",
  ]);
});

test("Claude: an older export without parents is one branch, and may have no name", () => {
  const older = JSON.stringify(JSON.parse(fixture("claude").toString())[1]);
  expect(outline(Buffer.from(older))).toEqual([
    "· > o-1 user: An older export",
    "o-1 > o-2 anthropic/unknown: has no parents.",
  ]);
  expect(readEntry(Buffer.from(older)).title).toBeNull();
});

test("LibreChat: messages within each other", () => {
  expect(outline(firstOf("librechat-tree"))).toEqual([
    "· > lc-a user: Name my boat.",
    "lc-a > lc-b openai/gpt-4o: (Something of the sea.) | Halcyon.",
    "lc-a > lc-c anthropic/claude-3-opus: Petrel.",
    "lc-c > lc-d user: Lovely.",
  ]);
  expect(readEntry(firstOf("librechat-tree")).lost.map(({ kind }) => kind)).toEqual(["image", "tool-call"]);
});

test("LibreChat: messages in a list", () => {
  expect(outline(firstOf("librechat-flat"))).toEqual([
    "· > f-1 user: One?",
    "f-1 > f-2 google/gemini-pro: One.",
    "f-1 > f-3 google/gemini-pro: Uno.",
  ]);
});

test("Open WebUI: answers of several models, thoughts, and the branch that was seen last", () => {
  const draft = readEntry(firstOf("open-webui"));
  expect(outline(firstOf("open-webui"))).toEqual([
    "· > ow-a user: Why does bread rise?",
    "ow-a > ow-b open-webui/llama3.1:8b: Yeast.",
    "ow-a > ow-c open-webui/qwen3: (Think of gas.\nAnd gluten.) | Yeast makes gas.",
    "ow-c > ow-d user: Thanks.",
  ]);
  expect(toTree(draft).headId).toBe("ow-b");
  expect(draft.lost.map(({ kind }) => kind)).toEqual(["citation", "image"]);
});

test("what PostgreSQL can't store becomes a sign that says so, in every text that is kept", () => {
  const hostile = "a\u0000b\uD800c";
  const entry = {
    uuid: `id${hostile}`,
    name: hostile,
    chat_messages: [{ uuid: hostile, sender: "human", text: hostile, attachments: [{ file_name: hostile }] }],
  };
  const draft = readEntry(Buffer.from(JSON.stringify(entry)));
  const kept = JSON.stringify(draft);
  expect(kept).not.toMatch(/\\u0000|\\ud800/i);
  expect(draft.messages[0]?.parts).toEqual([{ type: "text", text: "a\u{FFFD}b\u{FFFD}c" }]);
});

test("a message whose id is a prototype's key is a message like any other", () => {
  const text =
    '{"mapping": {"__proto__": {"message": {"author": {"role": "user"}, "content": {"content_type": "text", "parts": ["x"]}}}}}';
  expect(outline(Buffer.from(text))).toEqual(["· > __proto__ user: x"]);
  expect({}).not.toHaveProperty("message");
});
