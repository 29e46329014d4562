import "server-only";
import type { OpenApiDocument } from "@causerie/api";
import { getApp } from "#trpc/app.ts";

export type Operation = OpenApiDocument["paths"][string][string] & { method: string; path: string };
export type OperationGroup = { tag: string; operations: Operation[] };

/** The operations in which every word of `query` stands, by what they are about. */
export function readGroups(query: string): OperationGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, Operation[]>();
  for (const [path, methods] of Object.entries(getApp().openApiDocument().paths)) {
    for (const [method, definition] of Object.entries(methods)) {
      const operation = { ...definition, method: method.toUpperCase(), path };
      const { operationId, summary, description = "", tags } = operation;
      const text = `${operation.method} ${path} ${operationId} ${summary} ${description}`.toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
      const [tag = "other"] = tags;
      groups.set(tag, [...(groups.get(tag) ?? []), operation]);
    }
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations })).sort((a, b) => a.tag.localeCompare(b.tag));
}

export const readDocument = (): OpenApiDocument => getApp().openApiDocument();
