import { cp } from "node:fs/promises";
import path from "node:path";
import { makeDataDir, removeDataDir } from "@causerie/e2e/fixtures/data-dir";
import { numbered, told } from "@causerie/e2e/fixtures/upstream";
import { type FakeUpstream, startFakeUpstream } from "@causerie/llm/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertNothingLost } from "../harness/assert-nothing-lost.ts";
import { invitePeople } from "../harness/people.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { canMount, SmallDisk } from "../harness/small-disk.ts";
import { Talk } from "../harness/talk.ts";

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterAll(() => upstream.close());

if (!canMount) process.stdout.write("A full disk is not tried: only root may mount the small one that it takes.\n");

/** An empty database on a disk of its own. */
async function dataDirOn(disk: SmallDisk): Promise<string> {
  const made = await makeDataDir();
  const dataDir = path.join(disk.folder, "data");
  await cp(made, dataDir, { recursive: true });
  await removeDataDir(made);
  return dataDir;
}

describe.skipIf(!canMount)("a full disk", () => {
  it("refuses what can't be kept, says so, and goes on once there is room", async () => {
    await using disk = await SmallDisk.mount(400);
    await using server = await ServerProcess.start({ env: serverEnv(upstream), dataDir: await dataDirOn(disk) });
    const [one, other] = (await invitePeople(server, 2)).map((person) => new Talk(person));
    if (!one || !other) throw new Error("Two were invited");
    await other.exchange({ text: "Before." });
    const text = numbered(250);
    const sent = await one.say({ text, chunks: 250, intervalMs: 20 });
    await one.watcher.untilShown(sent.runId, 200);
    await disk.fill();

    const refused = other.person.client.ask(`Refused. ${told({ text: "Never." })}`, {
      conversationId: other.conversationId,
    });
    await expect(refused).rejects.toMatchObject({ code: "STORAGE_FULL" });
    // What there is can be read.
    expect((await other.stored()).length).toBe(2);
    await one.watcher.untilShown(sent.runId, text.length);
    disk.free();

    expect((await one.ended(sent)).run?.status).toBe("complete");
    for (const talk of [one, other]) {
      expect((await talk.exchange({ text: "And on." })).run?.status).toBe("complete");
      await assertNothingLost(talk);
      talk[Symbol.dispose]();
    }
  });

  it("stops a start with a sentence, and a start with room has everything", async () => {
    await using disk = await SmallDisk.mount(400);
    await using server = await ServerProcess.start({ env: serverEnv(upstream), dataDir: await dataDirOn(disk) });
    const [person] = await invitePeople(server, 1);
    if (!person) throw new Error("One was invited");
    using talk = new Talk(person);
    const sent = await talk.say({ text: numbered(500), chunks: 500, intervalMs: 20 });
    await talk.watcher.untilShown(sent.runId, 500);
    await disk.fill();
    const death = await server.kill();
    await expect(server.restart()).rejects.toThrow(/DATA_DIR[^\n]*room/);
    expect(server.output).not.toMatch(/\n\s+at /);
    disk.free();
    await server.restart();
    expect((await talk.ended(sent)).run?.status).toBe("interrupted");
    expect((await talk.exchange({ text: "And on." })).run?.status).toBe("complete");
    await assertNothingLost(talk, [death]);
  });
});
