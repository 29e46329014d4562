import { AppError } from "@causerie/core";
import type { Database } from "@causerie/db";
import type { Llm, ModelInfo } from "@causerie/llm";
import type { SharedState } from "../shared-state.ts";
import { type ModelPolicy, type ModelRule, ruleKey, ruleOf, withPrices } from "./model-policy.ts";
import * as repo from "./models.repo.ts";
import type { ManagedModel, ManagedModels, UpdateModelPolicy, UpdateModels } from "./models.schema.ts";

/** What admins do with models. */
export function manage(deps: { llm: Llm; db: Database; policy: SharedState<ModelPolicy> }) {
  const { llm, db, policy } = deps;

  function toManaged(info: ModelInfo, nameOf: ReadonlyMap<string, string>): ManagedModel {
    const rule = ruleOf(policy.current, info.id) ?? usual(policy.current);
    return {
      ...withPrices(policy.current, info),
      enabled: rule.enabled,
      audience: rule.audience,
      people: [...rule.people].flatMap((id) => {
        const username = nameOf.get(id);
        return username === undefined ? [] : [{ id, username }];
      }),
      pricesAreSet: rule.prices !== null,
      listedPrices: info.prices,
    };
  }

  async function listManaged(): Promise<ManagedModels> {
    const models = await llm.listModels();
    const { rules, defaultModel, newModels } = policy.current;
    const ids = [...new Set([...rules.values()].flatMap(({ people }) => [...people]))];
    const names =
      ids.length === 0 ? [] : await db.asSystem("models: who may use them", (tx) => repo.findNames(tx, ids));
    const nameOf = new Map(names.map(({ id, username }) => [id, username]));
    return {
      items: models.map((info) => toManaged(info, nameOf)),
      chosenDefault: defaultModel,
      defaultModel: defaultModel ?? llm.defaultModel,
      newModels,
    };
  }

  return {
    listManaged,

    /** Changes what is said of models; what is not named stays. @throws {AppError} PERSON_UNKNOWN */
    async update({ ids, data }: UpdateModels): Promise<void> {
      const { enabled, audience, people, prices } = data;
      const named = people && [...new Set(people)];
      await db.asSystem("models: change rules", async (tx) => {
        if (named && (await repo.findNames(tx, named)).length < named.length) throw new AppError("PERSON_UNKNOWN");
        // Read here and not from memory: another process may have changed them a moment ago.
        const now = await repo.readPolicy(tx);
        const rules = ids.map((id): [string, ModelRule] => {
          const before = ruleOf(now, id) ?? usual(now);
          const change = {
            ...(enabled === undefined ? {} : { enabled }),
            ...(audience === undefined ? {} : { audience }),
            ...(named === undefined ? {} : { people: new Set(named) }),
            ...(prices === undefined ? {} : { prices }),
          };
          return [ruleKey(id), { ...before, ...change }];
        });
        await repo.writeRules(tx, new Map(rules));
      });
      await policy.changed();
    },

    /** @throws {AppError} MODEL_UNKNOWN when no provider here has the model that is to be the default. */
    async updatePolicy({ data }: UpdateModelPolicy): Promise<void> {
      const { defaultModel, newModels } = data;
      if (defaultModel && !(await llm.modelInfo(defaultModel))) throw new AppError("MODEL_UNKNOWN");
      await db.asSystem("models: change what is usual", async (tx) => {
        const now = await repo.readPolicy(tx);
        await repo.writePolicy(tx, {
          defaultModel: defaultModel === undefined ? now.defaultModel : defaultModel,
          newModels: newModels ?? now.newModels,
        });
      });
      await policy.changed();
    },
  };
}

/** What holds for a model of which nothing was said. */
function usual({ newModels }: ModelPolicy): ModelRule {
  return { enabled: newModels, audience: "everyone", people: new Set(), prices: null };
}
