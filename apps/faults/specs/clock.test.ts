import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { makeDataDir, removeDataDir } from "@causerie/e2e/fixtures/data-dir";
import type { Person } from "@causerie/e2e/fixtures/people";
import { numbered, told } from "@causerie/e2e/fixtures/upstream";
import { startFakeUpstream } from "@causerie/llm/testing";
import { expect as expectPage } from "@playwright/test";
import { expect, it } from "vitest";
import { assertNothingLost } from "../harness/assert-nothing-lost.ts";
import { BrowserProcess } from "../harness/browser.ts";
import { inviteOne } from "../harness/people.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { Talk } from "../harness/talk.ts";
import { until } from "../harness/until.ts";

const hourMs = 3_600_000;
const preload = [path.join(import.meta.dirname, "../harness/shifted-clock.ts")];

async function conversationsInPages(person: Person): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { id: string }[]; nextCursor: string | null } =
      await person.client.api.conversations.list.query({ limit: 1, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}

it("a clock that jumps ends no answer, no session, and mixes up nothing", async () => {
  const upstream = await startFakeUpstream();
  const dataDir = await makeDataDir();
  const file = path.join(dataDir, "clock-shift");
  const env = { ...serverEnv(upstream), CLOCK_SHIFT_FILE: file, MODEL_FIRST_TOKEN_TIMEOUT_SECONDS: "60" };
  await using server = await ServerProcess.start({ env, dataDir, preload });
  const setClock = async (shiftMs: number) => {
    await writeFile(file, String(shiftMs));
    server.signal("SIGUSR2");
    await until(`a shift by ${shiftMs} ms`, () => server.output.includes(`shifted by ${shiftMs} ms`));
  };
  const person = await inviteOne(server);
  await using browser = await BrowserProcess.start();
  const [growing, waiting] = [new Talk(person), new Talk(person)];
  const text = numbered(700);
  const grows = await growing.say({ text, chunks: 700, intervalMs: 20 });
  // Nothing is written for it meanwhile, so that its lease is what keeps it.
  const waits = await waiting.say({ text: "At last.", firstTokenMs: 13_000 });
  const chat = await browser.openChat(server.url, person);
  await chat.ask(told({ text, chunks: 700, intervalMs: 20 }));

  // For longer than it takes until leases are looked at, and each time beyond every lease.
  for (let jump = 1; jump <= 22; jump++) {
    await setClock(jump * hourMs);
    await pass(500);
  }
  await setClock(0);
  expect((await growing.ended(grows)).run).toMatchObject({ status: "complete" });
  expect((await waiting.ended(waits)).run).toMatchObject({ status: "complete" });
  await chat.showsWhole(text);

  // Written before what came first, by the clock; after it, in truth.
  for (const talk of [growing, waiting]) {
    for (const word of ["One", "Two", "Three"]) await talk.exchange({ text: word });
    await assertNothingLost(talk);
    talk[Symbol.dispose]();
  }
  const ids = [growing.conversationId, waiting.conversationId, chat.conversationId];
  expect((await conversationsInPages(person)).sort(), "conversations over pages of one").toEqual(ids.sort());
  await setClock(-hourMs);
  await chat.page.reload();
  await expectPage(chat.text).toHaveText(text);
  await chat.ask(told({ text: "Still signed in." }));
  await chat.ended();
  await removeDataDir(dataDir);
  await upstream.close();
});
