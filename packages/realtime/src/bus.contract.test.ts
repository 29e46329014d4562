import { describe, expect, test } from "vitest";
import type { Bus } from "./bus.ts";
import { createMemoryBus } from "./memory-bus.ts";

const buses: Record<string, () => Promise<Bus<string>>> = { memory: async () => createMemoryBus() };

describe.each(Object.entries(buses))("%s bus", (_name, create) => {
  test("a message reaches those who listen on its topic, in order, and nobody else", async () => {
    const bus = await create();
    const here: string[] = [];
    const elsewhere: string[] = [];
    await bus.subscribe("a", (message) => here.push(message));
    await bus.subscribe("b", (message) => elsewhere.push(message));
    for (const message of ["1", "2", "3"]) bus.publish("a", message);
    await expect.poll(() => here).toEqual(["1", "2", "3"]);
    expect(elsewhere).toEqual([]);
    await bus.close();
  });

  test("nothing arrives after unsubscribing, and the others still hear", async () => {
    const bus = await create();
    const gone: string[] = [];
    const stays: string[] = [];
    const leave = await bus.subscribe("a", (message) => gone.push(message));
    await bus.subscribe("a", (message) => stays.push(message));
    leave();
    bus.publish("a", "1");
    await expect.poll(() => stays).toEqual(["1"]);
    expect(gone).toEqual([]);
    expect(bus.listenerCount("a")).toBe(1);
    await bus.close();
  });

  test("a listener may leave while a message is delivered", async () => {
    const bus = await create();
    const heard: string[] = [];
    const leave = await bus.subscribe("a", () => leave());
    await bus.subscribe("a", (message) => heard.push(message));
    bus.publish("a", "1");
    bus.publish("a", "2");
    await expect.poll(() => heard).toEqual(["1", "2"]);
    await bus.close();
  });

  test("the same function subscribed twice hears twice", async () => {
    const bus = await create();
    const heard: string[] = [];
    const listener = (message: string) => heard.push(message);
    const leave = await bus.subscribe("a", listener);
    await bus.subscribe("a", listener);
    leave();
    bus.publish("a", "1");
    await expect.poll(() => heard).toEqual(["1"]);
    await bus.close();
  });
});
