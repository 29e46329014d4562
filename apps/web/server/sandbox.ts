import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

export const sandboxPrefix = "/sandbox/";

const ownFiles = fileURLToPath(new URL("../sandbox/", import.meta.url));
const mermaidFiles = dirname(createRequire(import.meta.url).resolve("mermaid/package.json"));

/** Names that are served, and nothing else is: no path of a request ever reaches the file system. */
const own = /^(?:diagram|picture)\.(?:html|js)$/;
const mermaidEntry = /^mermaid\/(mermaid\.esm\.min\.mjs)$/;
const mermaidChunk = /^mermaid\/(chunks\/mermaid\.esm\.min\/[\w-]+\.mjs)$/;

/**
 * The policy of frames that run what answers contain. `sandbox` makes their origin opaque even when they are opened by
 * themselves. Mermaid styles its SVG with style elements; an image frame loads the one image that the reader asked for.
 */
const framePolicy = (images: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    `img-src ${images}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-scripts",
  ].join("; ");

type Asset = { body: Buffer; type: string; cache: string; policy: string | undefined };
const assets = new Map<string, Promise<Asset | undefined>>();

async function load(name: string): Promise<Asset | undefined> {
  const packed = async (path: string) => promisify(gzip)(await readFile(path));
  const script = { type: "text/javascript; charset=utf-8", policy: undefined };
  const chunk = mermaidChunk.exec(name)?.[1];
  // The names of chunks are hashes of what is in them.
  const forever = "public, max-age=31536000, immutable";
  if (chunk) return { ...script, body: await packed(join(mermaidFiles, "dist", chunk)), cache: forever };
  const entry = mermaidEntry.exec(name)?.[1];
  const shortly = "public, max-age=300";
  if (entry) return { ...script, body: await packed(join(mermaidFiles, "dist", entry)), cache: shortly };
  if (!own.test(name)) return undefined;
  const body = await packed(join(ownFiles, name));
  if (name.endsWith(".js")) return { ...script, body, cache: shortly };
  const policy = framePolicy(name.startsWith("picture") ? "http: https:" : "data:");
  return { body, type: "text/html; charset=utf-8", cache: shortly, policy };
}

/**
 * Serves the frames in which diagrams are drawn and remote images are shown, and Mermaid itself. Their origin is opaque,
 * so their scripts are fetched across origins: everything here is public and says so.
 */
export async function serveSandbox(path: string, response: ServerResponse): Promise<void> {
  const name = path.slice(sandboxPrefix.length);
  let loading = assets.get(name);
  if (!loading) {
    loading = load(name).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    // Only names of files that exist are kept, or a client could fill the memory with others.
    if (await loading) assets.set(name, loading);
  }
  const asset = await loading;
  if (!asset) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
    response.end("Not found");
    return;
  }
  response.removeHeader("x-frame-options");
  response.writeHead(200, {
    "content-type": asset.type,
    "content-encoding": "gzip",
    "content-length": asset.body.length,
    "cache-control": asset.cache,
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    ...(asset.policy && { "content-security-policy": asset.policy }),
  });
  response.end(asset.body);
}
