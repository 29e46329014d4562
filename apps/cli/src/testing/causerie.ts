import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "vitest";

const main = path.join(import.meta.dirname, "../main.ts");

export type Said = { code: number | null; out: string; err: string };

/** A person at a shell of their own: what they keep is kept in a folder that goes away with them. */
export async function openShell(env: Record<string, string> = {}) {
  const directory = await mkdtemp(path.join(tmpdir(), "causerie-cli-"));

  /**
   * Runs the command as it would be typed, in a process of its own.
   *
   * @param options.input what is piped in.
   * @param options.onOutput is told what came so far, and may interrupt as Ctrl-C does; `onError` the same of standard error.
   */
  function causerie(
    words: readonly string[],
    options: {
      input?: string;
      env?: Record<string, string>;
      onOutput?: (out: string, interrupt: () => void) => void;
      onError?: (err: string, interrupt: () => void) => void;
    } = {},
  ): Promise<Said> {
    const child = spawn(process.execPath, [main, ...words], {
      // Nothing of the developer's own environment.
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        XDG_CONFIG_HOME: directory,
        INIT_CWD: directory,
        ...env,
        ...options.env,
      },
    });
    const said = { out: "", err: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said.out += text;
      options.onOutput?.(said.out, () => child.kill("SIGINT"));
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said.err += text;
      options.onError?.(said.err, () => child.kill("SIGINT"));
    });
    child.stdin.end(options.input ?? "");
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, ...said }));
    });
  }

  return {
    directory,
    causerie,
    serverFile: path.join(directory, "causerie", "servers.json"),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

export type Shell = Awaited<ReturnType<typeof openShell>>;

/** The account that the test server has, and a login as its person would type it. */
export const ada = { email: "ada@example.org", password: "correct horse battery staple" };
export const typed = (...lines: string[]) => `${lines.join("\n")}\n`;

/** Lines of JSON; a last one that is not finished is left out. */
export function jsonLines(out: string) {
  return out
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** One sentence, no stack, no secret. */
export function expectRefusal({ code, out, err }: Said, expected: number, text: RegExp): void {
  expect(err).toMatch(text);
  expect({ code, out }).toEqual({ code: expected, out: "" });
  expect(err).not.toMatch(/\n\s+at |cs_live_[0-9A-Za-z]{12}_/);
}
