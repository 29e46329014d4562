import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@causerie/core/testing/free-port";
import { type Child, startChild } from "./child.ts";

/** The server that parses and re-emits, and does nothing else. */
export function startRelay(upstreamUrl: string): Promise<Child> {
  const script = fileURLToPath(new URL("../servers/relay.ts", import.meta.url));
  return startChild({ script, args: [upstreamUrl], ready: /relay on (\S+)/, env: { NODE_ENV: "production" } });
}

/** Portkey's gateway as its package starts it, without its page; `announced` is where it listens. */
export async function startPortkey(): Promise<Child> {
  const folder = path.dirname(fileURLToPath(import.meta.resolve("@portkey-ai/gateway/package.json")));
  const port = await freePort();
  const child = await startChild({
    script: path.join(folder, "build/start-server.js"),
    args: [`--port=${port}`, "--headless"],
    ready: /(Ready for connections)/,
    env: { NODE_ENV: "production" },
  });
  return { ...child, announced: `http://127.0.0.1:${port}` };
}
