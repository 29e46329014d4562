import { number, type Table } from "../figures/table.ts";
import { liveUrl, mutate } from "../load/api.ts";
import type { Seat } from "../load/jobs.ts";
import { disturbances, type LiveRow, type LiveStage, onLiveStage, watched } from "./live-stage.ts";
import { question, type Section } from "./section.ts";

const watchers = 200;
const people = 20;
const everyMs = 50;

/** One answer to many watchers: how long each piece is on its way from the upstream, and what a watcher costs. */
export const fanOut: Section = (options) =>
  onLiveStage({ people, pieces: options.quick ? 60 : 300, everyMs }, async (stage) => {
    const rows = [...(options.alone ? [] : [await plainly(stage)]), await inCauserie(stage)];
    return { tables: [table(rows)], figures: rows };
  });

async function plainly({ plain, load }: LiveStage): Promise<LiveRow> {
  const seat: Seat = { url: `${plain.announced}/watch?room=one`, token: null, room: "one" };
  const seats = Array.from({ length: watchers }, () => ({ ...seat }));
  const post = { url: `${plain.announced}/ask?room=one`, token: null, body: {} };
  return await watched(load, { name: "plain server", server: plain, seats }, () => load.live({ kind: "ask", post }));
}

/** Members of one conversation, with several tabs each. */
async function inCauserie({ causerie, load, people: all }: LiveStage): Promise<LiveRow> {
  const owner = all[0];
  if (!owner) throw new Error("nobody is signed in");
  const { id } = await mutate<{ id: string }>(owner, "conversations.create", { title: "Many watch" });
  for (const { name } of all.slice(1)) {
    await mutate(owner, "members.add", { conversationId: id, who: name, role: "reader" });
  }
  const seats = Array.from({ length: watchers }, (_, index): Seat => {
    const { token } = all[index % all.length] ?? owner;
    return { url: liveUrl(causerie.url, id), token, room: id };
  });
  const body = { conversationId: id, content: question };
  const post = { url: `${causerie.url}/api/trpc/chat.send`, token: owner.token, body };
  return await watched(load, { name: "Causerie", server: causerie, seats }, () => load.live({ kind: "ask", post }));
}

function table(rows: readonly LiveRow[]): Table {
  const kib = (bytes: number) => number(bytes / 1024 / watchers);
  return {
    title: `One answer to ${watchers} watchers (ms from the upstream's writing a piece to its arrival at a watcher)`,
    header: [
      "",
      "p50",
      "p99",
      "target",
      "max",
      "pieces",
      "lost",
      "KiB resident a watcher",
      "in use",
      "resident after",
      "loop p99 ms",
      "server CPU s",
    ],
    rows: rows.map(({ name, result: { times, lost }, memory: { before, watched: quiet, after }, server }) => [
      name,
      number(times.p50),
      number(times.p99),
      name === "Causerie" ? "≤ 50" : "",
      number(times.max),
      number(times.count, 0),
      number(lost, 0),
      kib(quiet.rss - before.rss),
      kib(quiet.heapUsed + quiet.external - before.heapUsed - before.external),
      kib(after.rss - before.rss),
      number(server.loopDelay.p99),
      number(server.cpuSeconds, 2),
    ]),
    notes: [
      `A piece every ${everyMs} ms says when the upstream wrote it. ${people} people take part, each with ${watchers / people} open pages.`,
      "Memory is read after a garbage collection: before anybody watched, while all watched, and after the answer.",
      ...disturbances(rows),
    ],
  };
}
