import { describe, expect, test } from "vitest";
import type { Bus } from "../bus.ts";

/** What the contract runs on. */
export type BusHarness = AsyncDisposable & {
  /** A bus as one process has it; all of one harness hear each other. */
  open(): Promise<Bus<unknown>>;
  /** Breaks the connections of the open ones, as a restart does; absent: there is nothing between them to break. */
  cut?: () => Promise<void>;
};

/** What every bus does, whatever is under it. */
export function busContract(name: string, harness: () => Promise<BusHarness>): void {
  describe(`${name} bus, within a process`, () => {
    test("a message reaches those who listen on its topic, in order, and nobody else", async () => {
      await using bench = await harness();
      const bus = await bench.open();
      const here: unknown[] = [];
      const elsewhere: unknown[] = [];
      await bus.subscribe("a", (message) => here.push(message));
      await bus.subscribe("b", (message) => elsewhere.push(message));
      for (const message of ["1", "2", "3"]) bus.publish("a", message);
      // At once: who publishes does not wait for a network to hear it.
      expect(here).toEqual(["1", "2", "3"]);
      expect(elsewhere).toEqual([]);
      await bus.close();
    });

    test("nothing arrives after unsubscribing, and the others still hear", async () => {
      await using bench = await harness();
      const bus = await bench.open();
      const gone: unknown[] = [];
      const stays: unknown[] = [];
      const leave = await bus.subscribe("a", (message) => gone.push(message));
      await bus.subscribe("a", (message) => stays.push(message));
      leave();
      bus.publish("a", "1");
      expect(stays).toEqual(["1"]);
      expect(gone).toEqual([]);
      expect(bus.listenerCount("a")).toBe(1);
      await bus.close();
    });

    test("a listener may leave while a message is delivered", async () => {
      await using bench = await harness();
      const bus = await bench.open();
      const heard: unknown[] = [];
      const leave = await bus.subscribe("a", () => leave());
      await bus.subscribe("a", (message) => heard.push(message));
      bus.publish("a", "1");
      bus.publish("a", "2");
      expect(heard).toEqual(["1", "2"]);
      await bus.close();
    });

    test("the same function subscribed twice hears twice", async () => {
      await using bench = await harness();
      const bus = await bench.open();
      const heard: unknown[] = [];
      const listener = (message: unknown) => heard.push(message);
      const leave = await bus.subscribe("a", listener);
      await bus.subscribe("a", listener);
      bus.publish("a", "1");
      leave();
      bus.publish("a", "2");
      expect(heard).toEqual(["1", "1", "2"]);
      await bus.close();
    });
  });
}

/** What buses that join processes do beyond that. */
export function joinedBusContract(
  name: string,
  harness: () => Promise<BusHarness & { cut: () => Promise<void> }>,
): void {
  describe(`${name} bus, between processes`, () => {
    test("a message reaches every process once, in order", async () => {
      await using bench = await harness();
      const [one, two] = [await bench.open(), await bench.open()];
      const heard = { one: [] as unknown[], two: [] as unknown[] };
      await one.subscribe("a", (message) => heard.one.push(message));
      await two.subscribe("a", (message) => heard.two.push(message));
      await two.subscribe("b", () => expect.unreachable());
      const messages = Array.from({ length: 500 }, (_, index) => ({ index, text: "é".repeat(index % 50) }));
      for (const message of messages) one.publish("a", message);
      await expect.poll(() => heard.two.length).toBe(messages.length);
      // What comes back after its own messages shows that they did not come back themselves.
      two.publish("a", "last");
      await expect.poll(() => heard.one.at(-1)).toBe("last");
      expect(heard.two).toEqual([...messages, "last"]);
      expect(heard.one).toEqual([...messages, "last"]);
    });

    test("who comes again at once after the last has left hears", async () => {
      await using bench = await harness();
      const [one, two] = [await bench.open(), await bench.open()];
      for (let turn = 0; turn < 20; turn++) {
        const leave = await two.subscribe("a", () => undefined);
        leave();
        const heard: unknown[] = [];
        const leaveAgain = await two.subscribe("a", (message) => heard.push(message));
        one.publish("a", turn);
        await expect.poll(() => heard).toEqual([turn]);
        leaveAgain();
      }
    });

    test("a message of any size arrives, or its loss is told to those of its topic alone", async () => {
      await using bench = await harness();
      const [one, two] = [await bench.open(), await bench.open()];
      let told = 0;
      await two.subscribe(
        "a",
        (message) => message === large && told++,
        () => told++,
      );
      const heard: unknown[] = [];
      await two.subscribe(
        "b",
        (message) => heard.push(message),
        () => heard.push("gap"),
      );
      const large = "😀".repeat(10_000);
      one.publish("a", large);
      await expect.poll(() => told).toBe(1);
      one.publish("b", "small");
      await expect.poll(() => heard).toEqual(["small"]);
    });

    test("a cut connection is told, and messages come again", async () => {
      await using bench = await harness();
      const [one, two] = [await bench.open(), await bench.open()];
      const heard = { one: [] as unknown[], two: [] as unknown[] };
      const gaps = { one: 0, two: 0 };
      await one.subscribe(
        "a",
        (message) => heard.one.push(message),
        () => gaps.one++,
      );
      await two.subscribe(
        "a",
        (message) => heard.two.push(message),
        () => gaps.two++,
      );
      await bench.cut();
      // Lost, and back.
      await expect.poll(() => Math.min(gaps.one, gaps.two), { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
      // The publishing connection may still be on its way back.
      await expect
        .poll(
          () => {
            one.publish("a", "from one");
            return heard.two;
          },
          { timeout: 10_000 },
        )
        .toContain("from one");
      await expect
        .poll(
          () => {
            two.publish("a", "from two");
            return heard.one;
          },
          { timeout: 10_000 },
        )
        .toContain("from two");
    });

    test("what is published while the connection is down is heard here at once, and its loss is told elsewhere", async () => {
      await using bench = await harness();
      const [one, two] = [await bench.open(), await bench.open()];
      const here: unknown[] = [];
      const there: unknown[] = [];
      await one.subscribe("a", (message) => here.push(message));
      await two.subscribe(
        "a",
        (message) => there.push(message),
        () => there.push("gap"),
      );
      await bench.cut();
      one.publish("a", "1");
      expect(here).toEqual(["1"]);
      await expect.poll(() => there, { timeout: 10_000 }).toContain("gap");
    });

    test("who subscribes while the connection is down hears once it is back", async () => {
      await using bench = await harness();
      const [one, two] = [await bench.open(), await bench.open()];
      const cut = bench.cut();
      const heard: unknown[] = [];
      const subscribed = two.subscribe("late", (message) => heard.push(message));
      await Promise.all([cut, subscribed]);
      await expect
        .poll(
          () => {
            one.publish("late", "1");
            return heard;
          },
          { timeout: 10_000 },
        )
        .toContain("1");
    });
  });
}
