import { setTimeout as sleep } from "node:timers/promises";
import { summarize } from "../figures/statistics.ts";
import { readAnswerEvent, type Watch, watch } from "./api.ts";
import { call } from "./http.ts";
import type { LiveJob, LiveResult, Post, Seat } from "./jobs.ts";
import { clock, StampReader } from "./stamps.ts";

/** The streams that are held from one job to the next, and who hears them at present. */
const held: { seat: Seat; stream: Watch }[] = [];
let hear: (seat: Seat, data: string) => void = () => undefined;
let fail: (error: Error) => void = () => undefined;

const openAtOnce = 20;
const nothing: LiveResult = { times: summarize([]), lost: 0 };

export async function runLive(job: LiveJob): Promise<LiveResult> {
  switch (job.kind) {
    case "watch":
      await open(job.seats);
      return nothing;
    case "ask":
      return await ask(job.post);
    case "type":
      return await type(job);
    case "leave":
      for (const { stream } of held.splice(0)) stream.close();
      return nothing;
  }
}

async function open(seats: readonly Seat[]): Promise<void> {
  for (let i = 0; i < seats.length; i += openAtOnce) {
    const streams = seats.slice(i, i + openAtOnce).map(async (seat) => {
      const stream = await watch(seat.url, seat.token, (data, name) => {
        if (name === "serialized-error") fail(new Error(`a watcher was refused: ${data}`));
        else if (name === "") hear(seat, data);
      });
      held.push({ seat, stream });
    });
    await Promise.all(streams);
  }
}

async function ask(post: Post): Promise<LiveResult> {
  const readers = new Map(held.map(({ seat }) => [seat, new StampReader()]));
  let waiting = readers.size;
  await new Promise<void>((resolve, reject) => {
    fail = reject;
    hear = (seat, data) => {
      const reader = readers.get(seat);
      const event = data.startsWith('{"type":"delta"') ? readAnswerEvent(data) : null;
      if (!reader || reader.ended || event?.type !== "delta") return;
      reader.read(event.text, clock());
      if (reader.ended && --waiting === 0) resolve();
    };
    say(post).catch(reject);
  });
  const all = [...readers.values()].map((reader) => reader.delays);
  const most = Math.max(...all.map((delays) => delays.length));
  return { times: summarize(all.flat()), lost: all.reduce((sum, delays) => sum + most - delays.length, 0) };
}

async function type(job: LiveJob & { kind: "type" }): Promise<LiveResult> {
  const saidAt = new Map<string, number>();
  const times: number[] = [];
  let lost = 0;
  fail = (error) => {
    throw error;
  };
  hear = ({ room }, data) => {
    if (!data.startsWith('{"type":"typing"')) return;
    const at = saidAt.get(room);
    if (at === undefined) return;
    saidAt.delete(room);
    times.push(clock() - at);
  };
  const until = performance.now() + job.forMs;
  await Promise.all(
    job.rooms.map(async ({ room, on, off }, index) => {
      await sleep((index / job.rooms.length) * 1000);
      for (let typing = true; performance.now() < until; typing = !typing) {
        saidAt.set(room, clock());
        await say(typing ? on : off);
        await sleep(1000);
        if (saidAt.has(room)) lost += 1;
      }
    }),
  );
  return { times: summarize(times), lost };
}

async function say({ url, token, body }: Post): Promise<void> {
  await call(url, token === null ? {} : { authorization: `Bearer ${token}` }, body);
}
