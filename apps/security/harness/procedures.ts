import { appRouter } from "@causerie/api";
import type { CallType } from "./call.ts";

export type Procedure = {
  path: string;
  type: CallType;
  /** What an API key needs; null: no key may. */
  scope: string | null;
  /** It can be called by who is not signed in. */
  anyone: boolean;
  /** How it is called as REST; null: it is not. */
  rest: { method: string; path: string } | null;
};

type Meta = { scope?: string; anyone?: boolean; openapi?: { method: string; path: string } };
type Declared = { _def: { type: CallType; meta?: Meta } };

/** Every procedure that the router has, as the router itself says: flat, by path, which its type does not show. */
export const procedures: readonly Procedure[] = Object.entries(
  appRouter._def.procedures as unknown as Record<string, Declared>,
).map(
  ([
    path,
    {
      _def: { type, meta },
    },
  ]) => ({
    path,
    type,
    scope: meta?.scope ?? null,
    anyone: meta?.anyone === true,
    rest: meta?.openapi ?? null,
  }),
);
