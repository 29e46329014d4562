import { gzipSync } from "node:zlib";
import { startBuiltApp } from "./running-app.ts";

/** The most that the chat page's scripts may weigh before anything is clicked, in thousands of gzipped bytes. */
const limitKb = 250;

/** The addresses of the scripts that a page's HTML makes the browser load. */
export function scriptsOf(html: string): string[] {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const addresses = tags.flatMap((tag) => {
    const isScript = tag.startsWith("<script") || /\b(?:as="script"|rel="modulepreload")/.test(tag);
    const address = /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1];
    // Browsers that know modules, which are all that Next supports, skip these.
    return isScript && address && !/\bnomodule/i.test(tag) ? [address] : [];
  });
  return [...new Set(addresses)];
}

async function main(): Promise<void> {
  const app = await startBuiltApp();
  try {
    const page = await fetch(`${app.url}/`, { headers: { cookie: app.cookie }, redirect: "error" });
    if (!page.ok) throw new Error(`The chat page answered ${page.status}.`);
    const sizes = await Promise.all(
      scriptsOf(await page.text()).map(async (address) => {
        const script = await fetch(new URL(address, app.url));
        if (!script.ok) throw new Error(`${address} answered ${script.status}.`);
        return { address, bytes: gzipSync(await script.bytes(), { level: 9 }).length };
      }),
    );
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total === 0) throw new Error("The chat page refers to no script: this check measures nothing.");
    for (const { address, bytes } of sizes.sort((a, b) => b.bytes - a.bytes))
      say(`${kb(bytes).padStart(8)}  ${address}`);
    say(`${kb(total).padStart(8)}  in all, of at most ${limitKb} kB`);
    if (total > limitKb * 1000) process.exitCode = 1;
  } finally {
    await app.stop();
  }
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) await main();
