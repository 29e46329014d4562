import { type CauserieClient, createCauserieClient } from "@causerie/client";
import { CommandError } from "../exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readServers, type SavedServer } from "./server-file.ts";

export type Connection = { name: string; server: SavedServer };

/**
 * The server that a command is for: the one that is named, else that of CAUSERIE_URL and CAUSERIE_API_KEY, else the one of
 * the last login; null when nobody is signed in.
 *
 * @throws {CommandError} when there is none of that name.
 */
export async function findServer(terminal: Terminal, name: string | undefined): Promise<Connection | null> {
  const { CAUSERIE_URL: url, CAUSERIE_API_KEY: key } = terminal.env;
  if (name === undefined && key) {
    // A key that is kept for one server is never sent to another.
    if (!url) throw new CommandError("CAUSERIE_API_KEY is set without CAUSERIE_URL, the address of its server.");
    return { name: url, server: { url, key, email: null, keyId: null } };
  }
  const { current, servers } = await readServers(terminal);
  const chosen = name ?? current;
  if (chosen === null) return null;
  const server = servers[chosen];
  if (server) return { name: chosen, server };
  throw new CommandError(`There is no server named ${chosen}: \`causerie login --server ${chosen}\` adds it.`);
}

/** @throws {CommandError} when nobody is signed in. */
export async function requireServer(terminal: Terminal, name: string | undefined): Promise<Connection> {
  const found = await findServer(terminal, name);
  if (!found) throw new CommandError("Nobody is signed in: run `causerie login` first.");
  return found;
}

/** A client that acts by the key of that server. @throws {CommandError} when nobody is signed in. */
export async function connect(
  terminal: Terminal,
  options: { server: string | undefined; maxWaitSeconds?: number },
): Promise<CauserieClient> {
  const { server } = await requireServer(terminal, options.server);
  const { maxWaitSeconds = 0 } = options;
  return createCauserieClient({ baseUrl: server.url, apiKey: server.key, maxWaitSeconds });
}
