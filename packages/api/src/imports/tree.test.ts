import fc from "fast-check";
import { expect, test } from "vitest";
import type { Draft, DraftMessage } from "./formats/draft.ts";
import { toTree } from "./tree.ts";

function message(id: string, parentId: string | null, more: Partial<DraftMessage> = {}): DraftMessage {
  return { id, parentId, role: "user", parts: [{ type: "text", text: id }], createdAt: null, run: null, ...more };
}

function draft(messages: DraftMessage[], more: Partial<Draft> = {}): Draft {
  return {
    source: "chatgpt",
    sourceId: "x",
    title: null,
    model: null,
    pinned: false,
    archived: false,
    createdAt: null,
    updatedAt: null,
    headId: null,
    messages,
    lost: [],
    tidy: true,
    ...more,
  };
}

test.each([
  ["a circle", [message("a", "b"), message("b", "a")], "cycle"],
  ["a circle beside a tree", [message("r", null), message("a", "b"), message("b", "a")], "cycle"],
  ["a message below itself", [message("a", "a")], "cycle"],
  ["two of one id", [message("a", null), message("a", null)], "duplicate-message"],
  ["nothing", [], "empty"],
  ["nothing that says anything", [message("a", null, { parts: [] })], "empty"],
])("%s is refused", (_what, messages, reason) => {
  expect(() => toTree(draft(messages))).toThrow(reason);
});

test("a missing predecessor begins a branch, and is counted", () => {
  const tree = toTree(draft([message("b", "gone"), message("c", "b")]));
  expect(tree.detached).toBe(1);
  expect(tree.messages.map(({ id, parentId }) => [id, parentId])).toEqual([
    ["b", null],
    ["c", "b"],
  ]);
});

test("a chain of 10,000 is no deeper than any", () => {
  const chain = Array.from({ length: 10_000 }, (_, at) => message(`${at}`, at === 0 ? null : `${at - 1}`));
  const { messages, headId } = toTree(draft(chain.reverse()));
  expect(messages).toHaveLength(10_000);
  expect(headId).toBe("9999");
});

test("what an assistant wrote in steps is one message, unless a branch begins between the steps", () => {
  const steps = [
    message("q", null),
    message("thought", "q", { role: "assistant", parts: [{ type: "reasoning", text: "hm" }] }),
    message("nothing", "thought", { role: "assistant", parts: [] }),
    message("answer", "nothing", { role: "assistant" }),
    message("next", "answer"),
  ];
  const lines = (messages: DraftMessage[]) =>
    toTree(draft(messages)).messages.map(
      ({ id, parentId, parts }) => `${parentId}>${id}:${parts.map((part) => part.text)}`,
    );
  expect(lines(steps)).toEqual(["null>q:q", "q>thought:hm,answer", "thought>next:next"]);
  const forked = [...steps, message("other", "thought", { role: "assistant" })];
  expect(lines(forked)).toEqual([
    "null>q:q",
    "q>thought:hm",
    "thought>other:other",
    "thought>answer:answer",
    "answer>next:next",
  ]);
});

test("any messages make a tree in which each stands after its parent, or are refused", () => {
  const ids = fc.constantFrom("a", "b", "c", "d", "e", "f");
  const any = fc.record({
    id: ids,
    parentId: fc.option(ids),
    role: fc.constantFrom("user" as const, "assistant" as const),
    said: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), fc.boolean(), fc.option(ids), (list, tidy, headId) => {
      const messages = list.map(({ id, parentId, role, said }) =>
        message(id, parentId, { role, parts: said ? [{ type: "text", text: id }] : [] }),
      );
      try {
        const tree = toTree(draft(messages, { tidy, headId }));
        const seen = new Set<string | null>([null]);
        for (const { id, parentId } of tree.messages) {
          expect(seen).toContain(parentId);
          seen.add(id);
        }
        if (tree.messages.length > 0) expect(seen).toContain(tree.headId);
        const said = (from: readonly DraftMessage[]) =>
          from.flatMap(({ parts }) => parts.flatMap(({ text }) => text.split("\n\n")));
        expect(said(tree.messages).sort()).toEqual(said(messages).sort());
      } catch (error) {
        expect(String(error)).toMatch(/cycle|duplicate-message|empty/);
      }
    }),
    { numRuns: 2000 },
  );
});
