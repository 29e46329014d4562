import { number, type Table } from "../figures/table.ts";
import { liveUrl, mutate, readAnswerEvent, watch } from "../load/api.ts";
import { call } from "../load/http.ts";
import type { ResumeResult } from "../load/jobs.ts";
import { startPlainServer } from "../processes/plain-server.ts";
import { onStage, question, type Section, type Stage } from "./section.ts";

const tokens = 20_000;
/** Characters that the upstream keeps back while the answer is "being written". */
const missing = 500;

type Row = { name: string; result: ResumeResult; characters: number; target: string };

/** From opening a long answer anew to its last character, while it is still being written and after it ended. */
export const resume: Section = (options) =>
  onStage(async (stage) => {
    const times = options.quick ? 20 : 200;
    const whole = await stage.upstream.answerWith({ tokens, intervalMs: 0 });
    const rows: Row[] = [await direct(stage, whole, times), await download(stage, whole, times)];
    for (const isWritten of [false, true]) {
      // A stalled answer is one that is still being written, of which everybody knows how much there is.
      const text = isWritten ? whole : whole.slice(0, -missing);
      const chunks = tokens - 1_000;
      const fault = { fault: "stall" as const, after: chunks };
      const behaviour = { text, chunks, intervalMs: 0, ...(isWritten ? {} : fault) };
      await call(new URL("/control", stage.upstream.baseUrl).href, {}, { default: behaviour });
      const answer = await write(stage, isWritten ? null : whole.length - missing);
      const middle = `${answer.runId}.${Math.floor(answer.text.length / 2)}`;
      for (const [manner, from] of [["anew", undefined] as const, ["from its middle", middle] as const]) {
        // What has ended comes whole, wherever the watcher left it.
        const expected = from && !isWritten ? answer.text.slice(Math.floor(answer.text.length / 2)) : answer.text;
        const job = { url: liveUrl(stage.causerie.url, answer.conversationId, from), token: answer.token, expected };
        await stage.load.resume({ ...job, times: times / 4 });
        const result = await stage.load.resume({ ...job, times });
        const name = `Causerie, ${isWritten ? "ended" : "being written"}, ${manner}`;
        rows.push({ name, result, characters: expected.length, target: "< 150" });
      }
      if (!isWritten) await mutate(answer, "chat.stop", { runId: answer.runId });
    }
    return { tables: [table(rows)], figures: rows };
  });

/** The upstream itself, asked for all of it again. */
async function direct({ load, upstream }: Stage, whole: string, times: number): Promise<Row> {
  const subject = { kind: "direct" as const, url: upstream.baseUrl };
  const job = { subject, clients: 1, expected: whole, question, spreadMs: 0, atLeast: times, forMs: 0 };
  const { whole: took, wrong } = await load.streams(job);
  const name = "direct, asked for it again without a pause";
  return { name, result: { times: took, wrong }, characters: whole.length, target: "" };
}

/** The same text as one piece of JSON. */
async function download({ load, upstream }: Stage, whole: string, times: number): Promise<Row> {
  const plain = await startPlainServer({ upstreamUrl: upstream.baseUrl });
  try {
    await call(`${plain.announced}/keep`, {}, { type: "message", text: whole });
    const { times: took } = await load.requests({ token: "", urls: [`${plain.announced}/kept`], times });
    const name = "a plain download of the same JSON";
    return { name, result: { times: took, wrong: 0 }, characters: whole.length, target: "" };
  } finally {
    await plain.stop();
  }
}

type Answer = { url: string; token: string; conversationId: string; runId: string; text: string };

/** Asks for an answer, and waits until it has ended, or is so long. */
async function write({ causerie, tokens: people }: Stage, silentAfter: number | null): Promise<Answer> {
  const person = { url: causerie.url, token: people[0] ?? "" };
  const { id } = await mutate<{ id: string }>(person, "conversations.create", { title: "A long answer" });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  const stream = await watch(liveUrl(causerie.url, id), person.token, (data, name) => {
    if (name === "serialized-error") reject(new Error(data));
    const event = readAnswerEvent(data);
    if (event?.type === "delta") text += event.text;
    const hasEnded = event?.type === "message" && event.message.role === "assistant";
    if (silentAfter === null ? hasEnded : text.length >= silentAfter) resolve(text);
  });
  const { runId } = await mutate<{ runId: string }>(person, "chat.send", { conversationId: id, content: question });
  const all = await promise;
  stream.close();
  return { ...person, conversationId: id, runId, text: all };
}

function table(rows: readonly Row[]): Table {
  return {
    title: `Resume of an answer of ${number(tokens, 0)} tokens (ms to the last character that there is)`,
    header: ["", "median", "p99", "max", "target", "characters", "wrong"],
    rows: rows.map(({ name, result: { times, wrong }, characters, target }) => [
      name,
      number(times.p50),
      number(times.p99),
      number(times.max),
      target,
      number(characters, 0),
      number(wrong, 0),
    ]),
    notes: [
      "Each time a stream of its own; its connection is made anew too. Wrong: the text was another, by a character.",
      "Being written: the upstream wrote all but the last 500 characters and is silent; the person who asked watches too.",
    ],
  };
}
