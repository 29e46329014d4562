import { type ModelInfo, type Prices, splitModelId } from "@causerie/llm";

export type ModelRule = {
  enabled: boolean;
  audience: "everyone" | "admins" | "named";
  /** Who may use it when the audience is `named`. */
  people: ReadonlySet<string>;
  /** In the place of what the provider lists. */
  prices: Prices | null;
};

/** What the admins say of models; what they say nothing of is as `newModels` says, for everyone. */
export type ModelPolicy = {
  rules: ReadonlyMap<string, ModelRule>;
  /** Whether a model without a rule of its own can be used. */
  newModels: boolean;
  defaultModel: string | null;
  admins: ReadonlySet<string>;
};

/** The built-in guide costs nothing and says how to connect a model: it is always there. */
const guide = "guide";

/** How a model is written in a rule: providers take `OpenAI/GPT-5 ` for `openai/gpt-5`. */
export function ruleKey(id: string): string {
  return id.trim().toLowerCase();
}

/** `openrouter/openai/gpt-5:nitro` → `openrouter/openai/gpt-5`; null when there is no variant. */
function withoutVariant(key: string): string | null {
  const colon = key.indexOf(":", key.lastIndexOf("/"));
  return colon < 0 ? null : key.slice(0, colon);
}

/** The rule of the model; a variant without one has its model's, or one could ask for any model that is off by a suffix. */
export function ruleOf(policy: ModelPolicy, id: string): ModelRule | null {
  const key = ruleKey(id);
  const own = policy.rules.get(key);
  if (own) return own;
  const base = withoutVariant(key);
  const inherited = base === null ? undefined : policy.rules.get(base);
  // Variants are priced apart.
  return inherited ? { ...inherited, prices: null } : null;
}

/** Whether that person may have that model answer. */
export function mayUse(policy: ModelPolicy, id: string, userId: string): boolean {
  if (splitModelId(id)?.provider === guide) return true;
  const rule = ruleOf(policy, id);
  if (!rule) return policy.newModels;
  if (!rule.enabled) return false;
  switch (rule.audience) {
    case "everyone":
      return true;
    case "admins":
      return policy.admins.has(userId);
    case "named":
      return rule.people.has(userId);
  }
}

/** The model with the price that is reckoned with here. */
export function withPrices(policy: ModelPolicy, info: ModelInfo): ModelInfo {
  const prices = ruleOf(policy, info.id)?.prices;
  // What the provider asks for beside the tokens it asks for all the same.
  return prices ? { ...info, prices: { ...info.prices, ...prices } } : info;
}
