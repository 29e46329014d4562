import { numbered } from "@causerie/e2e/fixtures/upstream";
import { startFakeUpstream } from "@causerie/llm/testing";
import { expect, it } from "vitest";
import { assertNothingLost } from "../harness/assert-nothing-lost.ts";
import { isLong } from "../harness/form.ts";
import { invitePeople } from "../harness/people.ts";
import { createChance, seed } from "../harness/seed.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { Talk } from "../harness/talk.ts";

const kills = isLong ? 30 : 6;
const chance = createChance(seed);

/** An answer that takes one to three seconds, of words that show when one is missing. */
function someAnswer() {
  const words = chance.between(60, 150);
  return { text: numbered(words), chunks: words, intervalMs: 20 };
}

/** While all of them send, or while all of them are answered. */
function someMoment() {
  return chance.next() < 0.5 ? chance.between(0, 150) : chance.between(150, 3000);
}

it(`loses nothing in ${kills} kills at random moments of sending and streaming (seed ${seed})`, async () => {
  process.stdout.write(`The moments of the kills follow from the seed ${seed}.\n`);
  const upstream = await startFakeUpstream();
  await using server = await ServerProcess.start({ env: serverEnv(upstream) });
  const people = await invitePeople(server, 3);
  // Two of one person's, so that a process has several runs of several people.
  const talks = [...people, ...people.slice(0, 1)].map((person) => new Talk(person));
  const deaths: number[] = [];
  const outcomes = new Map<string, number>();

  for (let kill = 0; kill < kills; kill++) {
    let over = false;
    const talking = talks.map(async (talk) => {
      // One after the other until the kill, and the one after it too: it is sent until somebody is there to take it.
      do {
        const answer = await talk.exchange(someAnswer());
        const status = answer.run?.status ?? "";
        outcomes.set(status, (outcomes.get(status) ?? 0) + 1);
      } while (!over);
    });
    await new Promise((resolve) => setTimeout(resolve, someMoment()));
    deaths.push(await server.kill());
    await server.restart();
    over = true;
    await Promise.all(talking);
    for (const talk of talks) await assertNothingLost(talk, deaths);
  }

  const tries = talks.flatMap((talk) => talk.sent.map((sent) => sent.tries));
  process.stdout.write(
    `${tries.length} messages, ${tries.filter((count) => count > 1).length} of them sent more than once; ` +
      `answers: ${[...outcomes].map(([status, count]) => `${count} ${status}`).join(", ")}\n`,
  );
  expect(outcomes.get("interrupted"), "kills that met an answer").toBeGreaterThan(0);
  for (const talk of talks) {
    const { items } = await talk.person.client.api.conversations.list.query({});
    const own = talks.filter(({ person }) => person === talk.person).map(({ conversationId }) => conversationId);
    expect(items.map(({ id }) => id).sort(), "conversations, none of them twice").toEqual(own.sort());
    talk[Symbol.dispose]();
  }
  await upstream.close();
});
