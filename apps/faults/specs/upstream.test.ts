import { numbered } from "@causerie/e2e/fixtures/upstream";
import { type FakeBehaviour, type FakeUpstream, lorem, startFakeUpstream } from "@causerie/llm/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertNothingLost } from "../harness/assert-nothing-lost.ts";
import { inviteOne } from "../harness/people.ts";
import { serverEnv } from "../harness/server-env.ts";
import { ServerProcess } from "../harness/server-process.ts";
import { Talk } from "../harness/talk.ts";
import { writtenText } from "../harness/watcher.ts";

let upstream: FakeUpstream;
let server: ServerProcess;
let talk: () => Talk;

beforeAll(async () => {
  upstream = await startFakeUpstream();
  server = await ServerProcess.start({ env: serverEnv(upstream) });
  const person = await inviteOne(server);
  talk = () => new Talk(person);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await upstream.close();
});

const text = numbered(40);
/** Ten pieces come before the fault. */
const broken = { text, chunks: 40, intervalMs: 5, after: 10 };
const kept = numbered(10);

type Ending = { code: string | null; keeps: string; params?: object };

const faults: [name: string, how: FakeBehaviour, ending: Ending][] = [
  ["stalls before the first token", { text, fault: "stall", after: 0 }, { code: "MODEL_TIMEOUT", keeps: "" }],
  ["does not even answer", { text, fault: "never" }, { code: "MODEL_TIMEOUT", keeps: "" }],
  ["stalls between tokens", { ...broken, fault: "stall" }, { code: "MODEL_STALLED", keeps: kept }],
  ["cuts the connection", { ...broken, fault: "cut" }, { code: "MODEL_BAD_STREAM", keeps: kept }],
  ["ends without a finish", { ...broken, fault: "end" }, { code: "MODEL_BAD_STREAM", keeps: kept }],
  ["sends malformed JSON", { ...broken, fault: "garbage" }, { code: "MODEL_BAD_STREAM", keeps: kept }],
  ["sends an error in mid-answer", { ...broken, fault: "error-chunk" }, { code: "MODEL_UNAVAILABLE", keeps: kept }],
  [
    "cuts the connection inside a character",
    { text: "été ".repeat(20).trim(), chunks: 20, intervalMs: 5, after: 10, fault: "cut-character" },
    { code: "MODEL_BAD_STREAM", keeps: "été ".repeat(10).trim() },
  ],
  [
    "sends half a character at each chunk's edge",
    { text: "Voilà déjà l’été : 🌞 日本語", splitBytes: 1 },
    { code: null, keeps: "Voilà déjà l’été : 🌞 日本語" },
  ],
  [
    "asks to wait",
    { status: 429, retryAfter: "40" },
    { code: "MODEL_RATE_LIMITED", keeps: "", params: { retryAfterSeconds: 40 } },
  ],
  ["asks to wait without saying how long", { status: 429 }, { code: "MODEL_RATE_LIMITED", keeps: "" }],
  ["answers 500", { status: 500 }, { code: "MODEL_UNAVAILABLE", keeps: "" }],
  ["gives an empty answer", { text: "" }, { code: "MODEL_EMPTY_ANSWER", keeps: "" }],
];

describe.concurrent("a provider that", () => {
  it.each(faults)("%s loses nothing, and the conversation goes on", async (_name, how, ending) => {
    using one = talk();
    await one.exchange({ text: "Before." });
    const answer = await one.exchange(how);
    expect(answer.run).toMatchObject({
      status: ending.code === null ? "complete" : "failed",
      error: ending.code === null ? null : { code: ending.code, ...(ending.params ? { params: ending.params } : {}) },
    });
    expect(writtenText(answer).trim()).toBe(ending.keeps);
    const after = await one.exchange({ text: "After." });
    expect(after.run?.status).toBe("complete");
    await assertNothingLost(one);
  });
});

it("an answer of 200,000 tokens is kept whole, in bounded memory", async () => {
  const whole = lorem(200_000);
  using one = talk();
  const before = await server.memory();
  const answer = await one.exchange({ tokens: 200_000, chunks: 20_000, intervalMs: 0 });
  expect(answer.run?.status).toBe("complete");
  expect(writtenText(answer) === whole, "the answer that the stream ended with").toBe(true);
  const stored = await one.stored();
  expect(
    stored.some((message) => writtenText(message) === whole),
    "the answer in the list",
  ).toBe(true);
  const { peak } = await server.memory();
  const grown = Math.round((peak - before.now) / 1024 / 1024);
  process.stdout.write(`An answer of ${whole.length} characters: ${grown} MB more at its peak\n`);
  expect(grown).toBeLessThan(400);
  await assertNothingLost(one);
});
