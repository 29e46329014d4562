import { createCauserieClient } from "@causerie/client";
import { numbered, told } from "@causerie/e2e/fixtures/upstream";
import { type FakeUpstream, startFakeUpstream } from "@causerie/llm/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BrowserProcess } from "../harness/browser.ts";
import { LossyProxy } from "../harness/lossy-proxy.ts";
import { inviteOne } from "../harness/people.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";

let upstream: FakeUpstream;
let server: ServerProcess;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  server = await ServerProcess.start({ env: serverEnv(upstream) });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await upstream.close();
});

const text = numbered(120);
const question = told({ text, chunks: 120, intervalMs: 25 });

/** Says yes to the fifth piece of text that it is asked about, and to no other. */
function fifthPiece() {
  let pieces = 0;
  return {
    loses: (event: string) => event.includes('"type":"delta"') && ++pieces === 5,
    wasLost: () => pieces > 5,
  };
}

it("a client that misses a piece of an answer asks again and has all of it", async () => {
  const person = await inviteOne(server);
  const lost = fifthPiece();
  await using proxy = await LossyProxy.to(server.url, lost.loses);
  await using browser = await BrowserProcess.start();
  const chat = await browser.openChat(proxy.url, person);
  await chat.ask(question);
  await chat.showsWhole(text);
  expect(lost.wasLost()).toBe(true);

  // A program reads the same through its own client.
  const again = fifthPiece();
  await using other = await LossyProxy.to(server.url, again.loses);
  const { email, password } = person;
  const { accessToken } = await person.client.api.auth.login.mutate({ email, password });
  const client = createCauserieClient({ baseUrl: other.url, token: accessToken });
  let read = "";
  for await (const piece of await client.ask(question)) read += piece;
  expect(read).toBe(text);
  expect(again.wasLost()).toBe(true);
});
