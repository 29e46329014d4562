import { z } from "zod";
import { appRouter } from "../root.ts";
import type { ProcedureMeta } from "../trpc.ts";
import type { RestMeta } from "./rest-meta.ts";

/** A procedure that can be called as REST. */
export type RestRoute = RestMeta & {
  /** The procedure's path, e.g. `conversations.list`. */
  name: string;
  kind: "query" | "mutation" | "subscription";
  /** The path in its parts; a parameter as the name of the field it gives. */
  segments: readonly (string | { field: string })[];
  input: z.ZodObject | null;
  output: z.ZodType | null;
  scope: ProcedureMeta["scope"];
  /** Needs nobody who signed in. */
  anyone: boolean;
};

/** Every procedure with `meta.openapi`, in the router's order. */
export function restRoutes(): readonly RestRoute[] {
  return Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) => {
    const definition = readDefinition(procedure);
    const meta = definition?.meta;
    if (!definition || !meta?.openapi) return [];
    const { openapi, scope, anyone = false } = meta;
    const segments = openapi.path
      .slice(1)
      .split("/")
      .map((part) => (part.startsWith("{") ? { field: part.slice(1, -1) } : part));
    const { kind, input, output } = definition;
    return [{ ...openapi, name, kind, segments, input, output, scope, anyone }];
  });
}

type Definition = Pick<RestRoute, "kind" | "input" | "output"> & { meta: ProcedureMeta | undefined };

/** What tRPC keeps of a procedure at run time, of which its types say little. */
function readDefinition(procedure: unknown): Definition | null {
  if (typeof procedure !== "function" || !("_def" in procedure)) return null;
  // What `initTRPC` of this version builds; the tests of the document read every field.
  const { type, meta, inputs, output } = procedure._def as {
    type: RestRoute["kind"];
    meta?: ProcedureMeta;
    inputs: readonly unknown[];
    output?: unknown;
  };
  const input = inputs.at(-1);
  return {
    kind: type,
    meta,
    input: input instanceof z.ZodObject ? input : null,
    output: output instanceof z.ZodType ? output : null,
  };
}
