import { numbered, told } from "@causerie/e2e/fixtures/upstream";
import { type FakeUpstream, startFakeUpstream } from "@causerie/llm/testing";
import { expect as expectPage } from "@playwright/test";
import { afterAll, beforeAll, expect, it } from "vitest";
import { assertNothingLost } from "../harness/assert-nothing-lost.ts";
import { BrowserProcess } from "../harness/browser.ts";
import { invitePeople } from "../harness/people.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { Talk } from "../harness/talk.ts";
import { until } from "../harness/until.ts";

let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await startFakeUpstream();
});
afterAll(() => upstream.close());

it("a server that is told to stop takes nothing new, ends what it can and keeps the rest to the last character", async () => {
  await using server = await ServerProcess.start({ env: { ...serverEnv(upstream), SHUTDOWN_GRACE_SECONDS: "2" } });
  const [one, other] = (await invitePeople(server, 2)).map((person) => new Talk(person));
  if (!one || !other) throw new Error("Two were invited");
  const short = { text: numbered(60), chunks: 60, intervalMs: 20 };
  const long = { text: numbered(1000), chunks: 1000, intervalMs: 20 };
  const [ending, going] = [await one.say(short), await other.say(long)];
  await other.watcher.untilShown(going.runId, 100);

  const stopped = server.stop();
  await until("the server to say that it stops", () => server.output.includes('"stopping"'));
  const late = one.person.client.ask(told({ text: "Too late." }), { conversationId: one.conversationId });
  await expect(late).rejects.toMatchObject({ code: expect.stringMatching(/NETWORK|SHUTTING_DOWN/) });
  expect(await stopped).toBe(0);
  await server.restart();

  expect((await one.ended(ending)).run?.status).toBe("complete");
  expect((await other.ended(going)).run?.status).toBe("interrupted");
  // Nobody was killed, so all that was shown is there, not only what was shown for a second.
  for (const talk of [one, other]) {
    expect((await talk.exchange({ text: "And on." })).run?.status).toBe("complete");
    await assertNothingLost(talk);
    talk[Symbol.dispose]();
  }
});

it("a page sees a restart of the server as nothing worse than a moment's wait", async () => {
  await using server = await ServerProcess.start({ env: { ...serverEnv(upstream), SHUTDOWN_GRACE_SECONDS: "10" } });
  const [person] = await invitePeople(server, 1);
  if (!person) throw new Error("One was invited");
  await using browser = await BrowserProcess.start();
  const chat = await browser.openChat(server.url, person);
  const text = numbered(120);
  await chat.ask(told({ text, chunks: 120, intervalMs: 25 }));
  await expectPage(chat.text).toContainText("word-5 ");
  const seen = await chat.watchBanner();
  expect(await server.stop()).toBe(0);
  await server.restart();
  await chat.showsWhole(text);
  await expectPage(chat.banner).toBeHidden();
  process.stdout.write(`A restart after an answer that ended in its grace: the banner shows for ${await seen()} ms\n`);
  await chat.ask(told({ text: "On the new one." }));
  await expectPage(chat.text).toHaveText("On the new one.");
});
