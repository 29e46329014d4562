import { readFile } from "node:fs/promises";
import path from "node:path";

/** What code this is: the package's version, and of a checkout the commit. Null for what can't be told. */
export async function readCodeVersion(root: string): Promise<{ version: string | null; commit: string | null }> {
  const [manifest, head] = await Promise.all([read(root, "package.json"), read(root, ".git/HEAD")]);
  const { version }: { version?: unknown } = JSON.parse(manifest ?? "{}");
  return { version: typeof version === "string" ? version : null, commit: head && (await commitOf(root, head)) };
}

async function commitOf(root: string, head: string): Promise<string | null> {
  const name = /^ref: (refs\/[\w./-]+)$/.exec(head.trim())?.[1];
  const loose = name === undefined ? head : await read(root, `.git/${name}`);
  const packed = loose ?? (await read(root, ".git/packed-refs"))?.split("\n").find((line) => line.endsWith(` ${name}`));
  return /^[0-9a-f]{12}/.exec(packed ?? "")?.[0] ?? null;
}

async function read(root: string, file: string): Promise<string | null> {
  return readFile(path.join(root, file), "utf8").catch(() => null);
}
