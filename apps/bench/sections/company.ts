import { number, type Table } from "../figures/table.ts";
import { liveUrl, mutate } from "../load/api.ts";
import type { Seat } from "../load/jobs.ts";
import { disturbances, type LiveRow, type LiveStage, onLiveStage, type Person, watched } from "./live-stage.ts";
import type { Section } from "./section.ts";

const conversations = 300;
const people = 24;

/** Many conversations with two people in each, of whom one says once a second that they write or no longer do. */
export const company: Section = (options) =>
  onLiveStage({ people, pieces: 1, everyMs: 1 }, async (stage) => {
    const forMs = options.quick ? 10_000 : 60_000;
    const rows = [...(options.alone ? [] : [await plainly(stage, forMs)]), await inCauserie(stage, forMs)];
    return { tables: [table(rows)], figures: rows };
  });

async function plainly({ plain, load }: LiveStage, forMs: number): Promise<LiveRow> {
  const names = Array.from({ length: conversations }, (_, index) => `room${index}`);
  const seats = names.flatMap((room): Seat[] => {
    const seat = { url: `${plain.announced}/watch?room=${room}`, token: null, room };
    return [seat, { ...seat }];
  });
  const rooms = names.map((room) => {
    const post = (typing: boolean) => {
      const body = { type: "typing", userId: "one", typing };
      return { url: `${plain.announced}/say?room=${room}`, token: null, body };
    };
    return { room, on: post(true), off: post(false) };
  });
  const work = () => load.live({ kind: "type", rooms, forMs });
  return await watched(load, { name: "plain server", server: plain, seats }, work);
}

async function inCauserie({ causerie, load, people: all }: LiveStage, forMs: number): Promise<LiveRow> {
  const open: { id: string; pair: Person[] }[] = [];
  for (let i = 0; i < conversations; i++) {
    const [owner, other] = [all[i % people], all[(i + 1 + Math.floor(i / people)) % people]];
    if (!owner || !other) throw new Error("somebody is not signed in");
    const { id } = await mutate<{ id: string }>(owner, "conversations.create", { title: `Conversation ${i}` });
    await mutate(owner, "members.add", { conversationId: id, who: other.name, role: "writer" });
    open.push({ id, pair: [owner, other] });
  }
  const seats = open.flatMap(({ id, pair }) =>
    pair.map(({ token }): Seat => ({ url: liveUrl(causerie.url, id), token, room: id })),
  );
  const rooms = open.map(({ id, pair }) => {
    const post = (typing: boolean) => {
      const body = { conversationId: id, typing };
      return { url: `${causerie.url}/api/trpc/conversations.setTyping`, token: pair[0]?.token ?? null, body };
    };
    return { room: id, on: post(true), off: post(false) };
  });
  const work = () => load.live({ kind: "type", rooms, forMs });
  return await watched(load, { name: "Causerie", server: causerie, seats }, work);
}

function table(rows: readonly LiveRow[]): Table {
  const mib = (bytes: number) => number(bytes / 1024 / 1024);
  return {
    title: `${conversations} open conversations of two people (ms from saying that one types to the other's hearing it)`,
    header: [
      "",
      "p50",
      "p99",
      "max",
      "heard",
      "lost",
      "loop p50 ms",
      "p99",
      "max",
      "server CPU",
      "MiB resident for all",
      "in use",
    ],
    rows: rows.map(({ name, result: { times, lost }, memory: { before, watched: quiet }, server }) => [
      name,
      number(times.p50),
      number(times.p99),
      number(times.max),
      number(times.count, 0),
      number(lost, 0),
      number(server.loopDelay.p50),
      number(server.loopDelay.p99),
      number(server.loopDelay.max),
      `${number((server.cpuSeconds / server.seconds) * 100, 0)} %`,
      mib(quiet.rss - before.rss),
      mib(quiet.heapUsed + quiet.external - before.heapUsed - before.external),
    ]),
    notes: [
      `${people} people share the conversations; each watches ${(conversations * 2) / people} of them, so that ${conversations * 2} pages are open.`,
      "Causerie checks the session and that one may write, on each request. CPU is of one core. Lost: not heard within a second.",
      ...disturbances(rows),
    ],
  };
}
