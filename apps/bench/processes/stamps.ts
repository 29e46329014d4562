import { fileURLToPath } from "node:url";
import { type Child, startChild } from "./child.ts";

/** An upstream whose answers say when each of their pieces was written. */
export function startStamps(options: { models: string; pieces: number; everyMs: number }): Promise<Child> {
  const script = fileURLToPath(new URL("../servers/stamps.ts", import.meta.url));
  const args = ["--models", options.models, "--pieces", `${options.pieces}`, "--every", `${options.everyMs}`];
  return startChild({ script, args, ready: /stamps on (\S+)/ });
}
