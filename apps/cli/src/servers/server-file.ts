import { chmod, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { CommandError } from "../exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

const savedServer = z.object({
  url: z.string(),
  /** Whose key it is; null: not known, because the key was brought. */
  email: z.string().nullable(),
  key: z.string(),
  /** To revoke it by. */
  keyId: z.string().nullable(),
});
const content = z.object({ current: z.string().nullable(), servers: z.record(z.string(), savedServer) });

export type SavedServer = z.infer<typeof savedServer>;
export type ServerFile = z.infer<typeof content>;

/** The file in which the keys of the servers are kept. */
export function serverFilePath({ env }: Pick<Terminal, "env">): string {
  const base = env.XDG_CONFIG_HOME || path.join(env.HOME || homedir(), ".config");
  return path.join(base, "causerie", "servers.json");
}

/** @throws {CommandError} when others may read it, or when it is no such file. */
export async function readServers(terminal: Pick<Terminal, "env">): Promise<ServerFile> {
  const file = serverFilePath(terminal);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw new CommandError(`${file} can't be read: ${error.message}.`);
  });
  if (text === null) return { current: null, servers: {} };
  if (((await stat(file)).mode & 0o077) !== 0) {
    throw new CommandError(`Others may read the keys in ${file}: run \`chmod 600 ${file}\`.`);
  }
  const parsed = content.safeParse(parseJson(text));
  if (!parsed.success) throw new CommandError(`${file} is damaged: delete it and log in again.`);
  return parsed.data;
}

/** Puts it in place of the former at once, readable by its person alone. */
export async function writeServers(terminal: Pick<Terminal, "env">, servers: ServerFile): Promise<void> {
  const file = serverFilePath(terminal);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(servers, null, 2)}\n`, { mode: 0o600 });
  // A draft that was left behind keeps its rights.
  await chmod(draft, 0o600);
  await rename(draft, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
