import { expect, test } from "vitest";
import { currentBranch } from "./current-branch.ts";

const node = (id: string, parentId: string | null, at: number) => ({ id, parentId, createdAt: new Date(at) });

/** q ─ a ─ q2 ─ a2, with b beside a and c beside q. */
const tree = [
  node("q", null, 1),
  node("a", "q", 2),
  node("q2", "a", 3),
  node("b", "q", 4),
  node("a2", "q2", 5),
  node("c", null, 6),
];

test.each([
  ["a2", ["q", "a", "q2", "a2"]],
  ["a", ["q", "a", "q2", "a2"]],
  ["b", ["q", "b"]],
  ["q", ["q", "b"]],
  [null, ["c"]],
  ["gone", ["c"]],
])("through %s", (head, branch) => {
  expect(currentBranch(tree, head)).toEqual(branch);
});

test("of nothing, and of 50,000 in a row", () => {
  expect(currentBranch([], "x")).toEqual([]);
  const chain = Array.from({ length: 50_000 }, (_, at) => node(`${at}`, at === 0 ? null : `${at - 1}`, at));
  expect(currentBranch(chain, "0")).toHaveLength(50_000);
});
