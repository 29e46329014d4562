import type { Server } from "node:http";

/** Listens on any port of the loopback address, and says so as `name on URL`. */
export function listen(server: Server, name: string): void {
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    process.stdout.write(`${name} on http://127.0.0.1:${port}\n`);
  });
  process.once("SIGTERM", () => process.exit(0));
}

/** The whole body of a request, as text. */
export async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
