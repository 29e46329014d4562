import { describe, expect, it } from "vitest";
import { type ModelPolicy, type ModelRule, mayUse, ruleOf, withPrices } from "./model-policy.ts";

const rule = (change: Partial<ModelRule> = {}): ModelRule => ({
  enabled: true,
  audience: "everyone",
  people: new Set(),
  prices: null,
  ...change,
});
const policy = (rules: Record<string, ModelRule>, change: Partial<ModelPolicy> = {}): ModelPolicy => ({
  rules: new Map(Object.entries(rules)),
  newModels: true,
  defaultModel: null,
  admins: new Set(["usr_admin"]),
  ...change,
});
const off = policy({ "openrouter/openai/gpt-5": rule({ enabled: false }) });
const prices = { inputMicrosPerMillion: 1, outputMicrosPerMillion: 2 };

describe("mayUse", () => {
  it.each([
    "openrouter/openai/gpt-5",
    "openrouter/OpenAI/GPT-5",
    "openrouter/openai/gpt-5 ",
    "openrouter/openai/gpt-5:nitro",
    "openrouter/openai/gpt-5:free:online",
  ])("refuses %s when the model is off", (id) => {
    expect(mayUse(off, id, "usr_admin")).toBe(false);
  });

  it("takes a variant that has a rule of its own, and other models", () => {
    const own = policy({ ...Object.fromEntries(off.rules), "openrouter/openai/gpt-5:free": rule() });
    expect(mayUse(own, "openrouter/openai/gpt-5:free", "usr_a")).toBe(true);
    expect(mayUse(own, "openrouter/openai/gpt-5:nitro", "usr_a")).toBe(false);
    expect(mayUse(own, "openrouter/openai/gpt-5-mini", "usr_a")).toBe(true);
  });

  it("keeps models to admins or to those named", () => {
    const kept = policy({
      "a/admins": rule({ audience: "admins" }),
      "a/named": rule({ audience: "named", people: new Set(["usr_ann"]) }),
    });
    expect(["usr_admin", "usr_ann", "usr_bob"].map((id) => mayUse(kept, "a/admins", id))).toEqual([true, false, false]);
    expect(["usr_admin", "usr_ann", "usr_bob"].map((id) => mayUse(kept, "a/named", id))).toEqual([false, true, false]);
  });

  it("refuses all but the guide and what was switched on, where new models are off", () => {
    const closed = policy({ "a/on": rule() }, { newModels: false });
    expect(["a/on", "a/new", "guide/guide"].map((id) => mayUse(closed, id, "usr_admin"))).toEqual([true, false, true]);
  });
});

describe("prices", () => {
  it("are those that were set, but not for a variant", () => {
    const set = policy({ "a/m": rule({ prices }) });
    expect(ruleOf(set, "a/m")?.prices).toEqual(prices);
    expect(ruleOf(set, "a/m:nitro")?.prices).toBeNull();
    const info = {
      id: "a/m",
      name: "",
      provider: "a",
      contextTokens: null,
      maxOutputTokens: null,
      abilitiesKnown: true,
    } as const;
    const abilities = { reasoning: false, images: false, tools: false };
    expect(withPrices(set, { ...info, abilities, prices: null }).prices).toEqual(prices);
    expect(withPrices(policy({}), { ...info, abilities, prices: null }).prices).toBeNull();
  });
});
