import { AppError } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { Database } from "@causerie/db";
import type { Llm, ModelInfo } from "@causerie/llm";
import type { AppBus } from "../chat/conversation-events.ts";
import { createSharedState } from "../shared-state.ts";
import { manage } from "./managed-models.ts";
import { mayUse, ruleOf, withPrices } from "./model-policy.ts";
import * as repo from "./models.repo.ts";

export type ModelsService = Awaited<ReturnType<typeof createModelsService>>;

/** How long what was read of a model may be used without asking again, and of how many models it is kept. */
const recentForMs = 60_000;
const maxRecent = 200;

/**
 * The models there are, for whom, and at which price. What the admins say of them is kept in memory and read anew when it
 * changes, so that choosing a model costs no query.
 */
export async function createModelsService(deps: { llm: Llm; db: Database; bus: AppBus; log: Logger }) {
  const { llm, db } = deps;
  const policy = await createSharedState({
    ...deps,
    name: "models",
    load: () => db.asSystem("models: read the rules", repo.readPolicy),
  });
  const recent = new Map<string, { info: ModelInfo; readAt: number }>();

  const may = (id: string, userId: string) => mayUse(policy.current, id, userId);
  const effective = (info: ModelInfo) => withPrices(policy.current, info);

  /** The model for that person where none was chosen: the one they prefer, else the admins' default, else the providers'. */
  function usualFor(userId: string, preferred: string | null): string {
    const { defaultModel } = policy.current;
    return [preferred, defaultModel].find((id) => id !== null && may(id, userId)) ?? llm.defaultModel;
  }

  /** @throws {AppError} MODEL_NOT_ALLOWED */
  function assertAllowed(info: ModelInfo, asked: string, userId: string): ModelInfo {
    // The name that was asked for may stand for another one.
    if (may(asked, userId) && may(info.id, userId)) return effective(info);
    throw new AppError("MODEL_NOT_ALLOWED", { message: "off, or not theirs", params: { model: asked.slice(0, 200) } });
  }

  return {
    ...manage({ llm, db, policy }),

    /** What that person can choose from. */
    async list(userId: string): Promise<{ items: ModelInfo[]; defaultModel: string }> {
      const items = (await llm.listModels()).filter(({ id }) => may(id, userId)).map(effective);
      return { items, defaultModel: usualFor(userId, null) };
    },

    usualFor,

    /**
     * What is known of a model, at the price that is reckoned with here.
     *
     * @throws {AppError} MODEL_UNKNOWN when no provider here has it; MODEL_NOT_ALLOWED when it is off or not for that person.
     */
    async require(id: string, userId: string): Promise<ModelInfo> {
      const info = await llm.modelInfo(id);
      if (!info) throw new AppError("MODEL_UNKNOWN", { message: "no such model", params: { model: id.slice(0, 200) } });
      if (recent.size >= maxRecent) recent.clear();
      recent.set(id, { info, readAt: performance.now() });
      return assertAllowed(info, id, userId);
    },

    /**
     * What {@link require} said within the last minute, without waiting: for who is in a transaction. Null: ask it first.
     *
     * @throws {AppError} MODEL_NOT_ALLOWED
     */
    recent(id: string, userId: string): ModelInfo | null {
      const known = recent.get(id);
      if (!known || performance.now() - known.readAt >= recentForMs) return null;
      return assertAllowed(known.info, id, userId);
    },

    /** The providers have changed: a model that was there may be gone. */
    forget: () => recent.clear(),

    /** Whether that person may use the model, if there is one of that name. */
    isAllowed: may,

    /** The model at the price that is reckoned with here; null when no provider here has it. For who asks nobody's leave. */
    async effective(id: string): Promise<ModelInfo | null> {
      const info = await llm.modelInfo(id);
      return info && effective(info);
    },

    /** The price of a model that an admin set; null: the provider's own is. */
    priceOverride: (id: string): ModelInfo["prices"] => ruleOf(policy.current, id)?.prices ?? null,

    /** A cheap model for a title of what `model` answered, of those that the person may use. */
    titleModel(model: string, userId: string): string {
      const cheap = llm.titleModel(model);
      return may(cheap, userId) ? cheap : model;
    },

    /** Someone became an admin, or is none any more. */
    rolesChanged: () => policy.changed(),

    close: () => policy.close(),
  };
}
