import { describe, expect, test } from "vitest";
import type { Bus } from "../bus.ts";
import { busPart } from "../bus-part.ts";
import { createPresence, type PresenceTimers } from "../presence.ts";
import type { PresenceMessage } from "../presence-place.ts";
import type { BusHarness } from "./bus-contract.ts";

/** Time that goes on when a test says so. */
function manualTimers(): PresenceTimers & { pass(ms: number): void } {
  let now = 0;
  const works: { every: number; work: () => void; due: number }[] = [];
  return {
    now: () => now,
    every(every, work) {
      const entry = { every, work, due: now + every };
      works.push(entry);
      return () => void works.splice(works.indexOf(entry), 1);
    },
    pass(ms) {
      for (const end = now + ms; now < end; ) {
        now = Math.min(end, ...works.map(({ due }) => due));
        for (const entry of works.filter(({ due }) => due <= now)) {
          entry.due += entry.every;
          entry.work();
        }
      }
    },
  };
}

/** The part of a bus that presence uses, with what goes over it noted. */
function noted(bus: Bus<unknown>): { part: Bus<PresenceMessage>; sent: string[] } {
  const part = busPart<PresenceMessage>(bus, "presence");
  const sent: string[] = [];
  const publish: typeof part.publish = (topic, message) => {
    sent.push(message.kind);
    part.publish(topic, message);
  };
  return { sent, part: { ...part, publish } };
}

/** Presence of two processes over any bus. */
export function presenceContract(name: string, harness: () => Promise<BusHarness>): void {
  describe(`presence over the ${name} bus`, () => {
    async function two() {
      const bench = await harness();
      const timers = { one: manualTimers(), two: manualTimers() };
      const buses = { one: noted(await bench.open()), two: noted(await bench.open()) };
      return {
        ...bench,
        timers,
        sent: { one: buses.one.sent, two: buses.two.sent },
        one: createPresence({ bus: buses.one.part, processId: "one", timers: timers.one }),
        two: createPresence({ bus: buses.two.part, processId: "two", timers: timers.two }),
        [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
      };
    }

    test("nobody is told of another place, and a place that was left is nobody's", async () => {
      await using both = await two();
      let present: readonly string[] = [];
      await both.one.watch("a", (members) => {
        present = members;
      });
      both.two.enter("b", "bob");
      const leave = both.two.enter("a", "ann");
      await expect.poll(() => present).toEqual(["ann"]);
      leave();
      await expect.poll(() => present).toEqual([]);
    });

    test("members of all processes are seen at once, sorted, each once however often they are there", async () => {
      await using both = await two();
      const leaves = [both.one.enter("a", "bob"), both.one.enter("a", "bob"), both.two.enter("a", "ann")];
      const calls: (readonly string[])[] = [];
      await both.one.watch("a", (members) => calls.push(members));
      await expect.poll(() => calls.at(-1)).toEqual(["ann", "bob"]);
      leaves[0]?.();
      leaves[0]?.();
      both.two.enter("a", "cat");
      await expect.poll(() => calls.at(-1)).toEqual(["ann", "bob", "cat"]);
      leaves[1]?.();
      await expect.poll(() => calls.at(-1)).toEqual(["ann", "cat"]);
      // Only changes are told.
      expect(calls.map((call) => call.join())).toEqual([...new Set(calls.map((call) => call.join()))]);
    });

    test("a newcomer learns who was there before", async () => {
      await using both = await two();
      for (let index = 0; index < 250; index++) both.one.enter("a", `member-${1000 + index}`);
      let present: readonly string[] = [];
      await both.two.watch("a", (members) => {
        present = members;
      });
      await expect.poll(() => present.length).toBe(250);
    });

    test("members of a process that died go when its signs of life stay away, and not before", async () => {
      await using both = await two();
      both.two.enter("a", "bob");
      let present: readonly string[] = [];
      await both.one.watch("a", (members) => {
        present = members;
      });
      await expect.poll(() => present).toEqual(["bob"]);
      for (let beat = 0; beat < 6; beat++) {
        const before = both.sent.two.length;
        both.timers.two.pass(10_000);
        await expect.poll(() => both.sent.two.length).toBeGreaterThan(before);
        // What is said after the beat is heard after it.
        const leave = both.two.enter("a", `mark-${beat}`);
        await expect.poll(() => present).toEqual(["bob", `mark-${beat}`]);
        both.timers.one.pass(10_000);
        expect(present).toContain("bob");
        leave();
        await expect.poll(() => present).toEqual(["bob"]);
      }
      both.timers.one.pass(50_000);
      expect(present).toEqual([]);
    });

    test("a place with nobody in it costs nothing", async () => {
      await using both = await two();
      const leave = both.one.enter("a", "ann");
      await expect.poll(() => both.sent.one).toContain("here");
      leave();
      const stop = await both.two.watch("b", () => undefined);
      await expect.poll(() => both.sent.two).toEqual(["ask"]);
      const before = both.sent.one.length;
      both.timers.one.pass(120_000);
      both.timers.two.pass(120_000);
      expect(both.sent.one.length).toBe(before);
      expect(both.sent.two).toEqual(["ask"]);
      stop();
    });

    test("an orderly end takes its members with it", async () => {
      await using both = await two();
      both.two.enter("a", "bob");
      let present: readonly string[] = [];
      await both.one.watch("a", (members) => {
        present = members;
      });
      await expect.poll(() => present).toEqual(["bob"]);
      await both.two.close();
      await expect.poll(() => present).toEqual([]);
    });

    test("after a cut connection all are known again", async () => {
      await using both = await two();
      let present: readonly string[] = [];
      await both.one.watch("a", (members) => {
        present = members;
      });
      both.two.enter("a", "bob");
      await expect.poll(() => present).toEqual(["bob"]);
      const cut = both.cut?.();
      both.two.enter("a", "cat");
      await cut;
      await expect.poll(() => present, { timeout: 10_000 }).toEqual(["bob", "cat"]);
    });
  });
}
