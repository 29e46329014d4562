import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { startTestServer } from "@causerie/web/testing";
import { expect, it } from "vitest";
import { ada, openShell, typed } from "./testing/causerie.ts";

const root = path.join(import.meta.dirname, "../../..");
const main = path.join(import.meta.dirname, "main.ts");
/** `pnpm causerie` without the time that pnpm takes: the end-to-end tests go through pnpm itself. */
const asTyped = `pnpm() { shift; "${process.execPath}" "${main}" "$@"; }; set -eo pipefail;`;

it("every command of docs/cli.md does what it says", { timeout: 180_000 }, async () => {
  const page = await readFile(path.join(root, "docs/cli.md"), "utf8");
  const commands = [...page.matchAll(/```bash\n([\s\S]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n"));
  expect(commands.length).toBeGreaterThan(10);
  await using server = await startTestServer();
  await using shell = await openShell();
  for (const command of commands) {
    const { directory } = shell;
    const child = spawn("bash", ["-c", asTyped + command.replace("https://chat.example.org", server.origin)], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        XDG_CONFIG_HOME: directory,
        INIT_CWD: directory,
        DATA_DIR: path.join(directory, "data"),
        PORT: "0",
        OLLAMA_URL: "off",
      },
    });
    const [subject] = command.replace("pnpm causerie ", "").split(" ");
    child.stdin.end(
      subject === "login" ? typed(ada.email, ada.password) : subject === "key" ? typed(ada.password) : "",
    );
    const [out, err] = [text(child.stdout), text(child.stderr)];
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(code, `${command}\n${await err}`).toBe(0);
    expect(await out, command).toMatch(/\S/);
  }
});
