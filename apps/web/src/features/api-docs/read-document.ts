import "server-only";
import type { OpenApiDocument } from "@causerie/api";
import { getApp } from "#trpc/app.ts";

export type Operation = OpenApiDocument["paths"][string][string] & { method: string; path: string };
export type OperationGroup = { tag: string; operations: Operation[] };

/** The operations in which every word of `query` stands, by what they are about, in the document's order. */
export function readGroups(query: string): OperationGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const { paths, tags: order } = getApp().openApiDocument();
  const groups = new Map(order.map(({ name }): [string, Operation[]] => [name, []]));
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, definition] of Object.entries(methods)) {
      const operation = { ...definition, method: method.toUpperCase(), path };
      const { operationId, summary, description = "", tags } = operation;
      const text = `${operation.method} ${path} ${operationId} ${summary} ${description}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
      for (const tag of tags) groups.get(tag)?.push(operation);
    }
  }
  return [...groups].flatMap(([tag, operations]) => (operations.length > 0 ? { tag, operations } : []));
}

export const readDocument = (): OpenApiDocument => getApp().openApiDocument();
