import { fileURLToPath } from "node:url";
import { type Child, startChild } from "./child.ts";

/** The server that tells many what happens and does nothing else. @param options.folder of the pages that it gives. */
export function startPlainServer(options: { upstreamUrl: string; folder?: string }): Promise<Child> {
  const script = fileURLToPath(new URL("../servers/plain.ts", import.meta.url));
  const args = [options.upstreamUrl, options.folder ?? ""];
  return startChild({ script, args, ready: /plain server on (\S+)/, env: { NODE_ENV: "production" } });
}
