import { silentLogger } from "@causerie/core/server";
import { createTestClock } from "@causerie/core/testing";
import { expect, it } from "vitest";
import type { ModelInfo } from "../types.ts";
import { type CatalogueStore, createCatalogue } from "./catalogue.ts";
import { bareModel, parseStoredModels } from "./model-lists.ts";

const hour = 60 * 60 * 1000;

function setUp(options: { store?: CatalogueStore } = {}) {
  const clock = createTestClock();
  const state = { asked: 0, answer: (): Promise<ModelInfo[]> => Promise.resolve([bareModel("p", "one")]) };
  const catalogue = createCatalogue({
    provider: "p",
    fetchModels() {
      state.asked += 1;
      return state.answer();
    },
    parseStored: parseStoredModels,
    store: options.store,
    clock,
    logger: silentLogger,
  });
  return { clock, state, catalogue, names: async () => (await catalogue.list()).map((model) => model.name) };
}

/** Nothing here waits for more than promises that are settled. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

it("is empty, after a bounded wait, when the provider is down and nothing is known", async () => {
  const { state, names } = setUp();
  state.answer = () => Promise.reject(new Error("down"));
  expect(await names()).toEqual([]);
  state.answer = () => new Promise(() => {});
  const fresh = setUp();
  fresh.state.answer = state.answer;
  expect(await fresh.names()).toEqual([]);
});

it("asks once for callers at the same time, and not again within the hour", async () => {
  const { clock, state, names } = setUp();
  await Promise.all([names(), names(), names()]);
  clock.advance(hour - 1);
  await names();
  expect(state.asked).toBe(1);
});

it("serves the old list at once while it asks anew, and the new one afterwards", async () => {
  const { clock, state, names } = setUp();
  await names();
  clock.advance(hour);
  state.answer = () => Promise.resolve([bareModel("p", "two")]);
  expect(await names()).toEqual(["one"]);
  await settled();
  expect(await names()).toEqual(["two"]);
});

it("keeps the old list while the provider is down, asking at most once a minute", async () => {
  const { clock, state, names } = setUp();
  await names();
  clock.advance(hour);
  state.answer = () => Promise.reject(new Error("down"));
  for (let i = 0; i < 5; i++) {
    expect(await names()).toEqual(["one"]);
    await settled();
  }
  expect(state.asked).toBe(2);
  clock.advance(60_000);
  expect(await names()).toEqual(["one"]);
  await settled();
  expect(state.asked).toBe(3);
});

it("begins with what the store kept, and keeps what it fetched", async () => {
  const kept = new Map<string, unknown>([["p", [bareModel("p", "kept")]]]);
  const store: CatalogueStore = {
    load: async (provider) => kept.get(provider) ?? null,
    async save(provider, data) {
      kept.set(provider, data);
    },
  };
  const { names } = setUp({ store });
  expect(await names()).toEqual(["kept"]);
  await settled();
  expect(await names()).toEqual(["one"]);
  expect(kept.get("p")).toEqual([bareModel("p", "one")]);
});

it("does without a store that fails", async () => {
  const store: CatalogueStore = {
    load: () => Promise.reject(new Error("broken")),
    save: () => Promise.reject(new Error("broken")),
  };
  expect(await setUp({ store }).names()).toEqual(["one"]);
});
