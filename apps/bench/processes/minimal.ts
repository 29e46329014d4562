import { fileURLToPath } from "node:url";
import { type Child, startChild } from "./child.ts";

export function startMinimal(upstreamUrl: string): Promise<Child> {
  const script = fileURLToPath(new URL("../servers/minimal.ts", import.meta.url));
  return startChild({ script, args: [upstreamUrl], ready: /minimal server on (\S+)/, env: { NODE_ENV: "production" } });
}
