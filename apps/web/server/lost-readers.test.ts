import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const fixture = fileURLToPath(new URL("./testing/lost-readers.fixture.ts", import.meta.url));

test("writing for nobody would be an exception that causes the next", async () => {
  expect(await exceptionsOf("as it was")).toBe(50);
});

test("and is nothing to a process that goes on", async () => {
  expect(await exceptionsOf("surviving")).toBe(0);
});

/** How many exceptions a process has that writes after its readers have gone. */
async function exceptionsOf(manner: string): Promise<number> {
  const child: ChildProcess = fork(fixture, [manner], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  await once(child, "message");
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.send("write");
  const [{ exceptions }] = (await once(child, "message")) as [{ exceptions: number }];
  return exceptions;
}
