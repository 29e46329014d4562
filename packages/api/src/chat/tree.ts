import type { MessageView } from "../messages/messages.schema.ts";

/** The children of each known message, by its id (null: the first messages), in the order of their making. */
export type Tree = ReadonlyMap<string | null, readonly string[]>;

export const emptyTree: Tree = new Map();

/** The tree with these messages in it as well. */
export function withMessages(tree: Tree, messages: readonly MessageView[]): Tree {
  if (messages.length === 0) return tree;
  const next = new Map(tree);
  for (const { id, parentId } of messages) {
    const children = next.get(parentId) ?? [];
    // Ids sort by time.
    if (!children.includes(id)) next.set(parentId, [...children, id].sort());
  }
  return next;
}

/** The tree without these messages. */
export function withoutMessages(tree: Tree, ids: ReadonlySet<string>): Tree {
  const next = new Map<string | null, readonly string[]>();
  for (const [parentId, children] of tree) {
    const left = children.filter((id) => !ids.has(id));
    if (left.length > 0 && (parentId === null || !ids.has(parentId))) next.set(parentId, left);
  }
  return next;
}

/** A message and all that is known to hang on it. */
export function below(tree: Tree, id: string): string[] {
  const found = [id];
  for (const each of found) found.push(...(tree.get(each) ?? []));
  return found;
}

/** The end of a branch: from `id` down, at each fork by the newest. */
export function branchEnd(tree: Tree, id: string): string {
  let end = id;
  for (let next = tree.get(end)?.at(-1); next !== undefined; next = tree.get(end)?.at(-1)) end = next;
  return end;
}
