import type { TreeNode } from "./exports.repo.ts";

/**
 * The branch that a reader sees, from its beginning: the one that goes through `headId` and from there on to the newest
 * answer or version each time; without a head, through the newest message of all.
 *
 * @param nodes the whole tree, by time.
 */
export function currentBranch(nodes: readonly TreeNode[], headId: string | null): string[] {
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  /** Of each message the newest that follows it. Ids sort by time. */
  const next = new Map<string, string>();
  for (const { id, parentId } of nodes) {
    if (parentId !== null && id > (next.get(parentId) ?? "")) next.set(parentId, id);
  }
  let end = headId !== null && parents.has(headId) ? headId : nodes.at(-1)?.id;
  for (let below = end; below !== undefined; below = next.get(below)) end = below;
  const branch: string[] = [];
  for (let id = end ?? null; id !== null; id = parents.get(id) ?? null) branch.push(id);
  return branch.reverse();
}
