import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

// The one without windows does the same pages in two thirds of the time.
const names = ["chromium-headless-shell", "google-chrome-stable", "google-chrome", "chromium", "chromium-browser"];
const macOs = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * The browser of the end-to-end tests: the system's Chrome or Chromium; else Playwright's own; else, on Debian as root,
 * the one of the system's packages.
 *
 * @returns its path; null: Playwright knows where its own is.
 * @throws {Error} saying what to install.
 */
export function ensureBrowser(root: string): string | null {
  const found = process.env.CAUSERIE_BROWSER ?? findBrowser();
  if (found) return found;
  const playwright = path.join(root, "apps/e2e/node_modules/.bin/playwright");
  process.stdout.write("No Chrome or Chromium on this machine: fetching Playwright's.\n");
  if (spawnSync(playwright, ["install", "chromium"], { stdio: "inherit", timeout: 300_000 }).status === 0) return null;
  if (process.getuid?.() === 0 && executable("/usr/bin/apt-get")) {
    process.stdout.write("That can't be had here: installing the system's Chromium.\n");
    spawnSync("apt-get", ["update"], { stdio: "ignore" });
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["install", "-y", "chromium"], { stdio: ["ignore", "ignore", "inherit"], env });
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error("The end-to-end tests need a browser: install Chrome or Chromium and run this again.");
}

function findBrowser(): string | null {
  const directories = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [...names.flatMap((name) => directories.map((directory) => path.join(directory, name))), macOs];
  return candidates.find(executable) ?? null;
}

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
