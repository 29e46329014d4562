import { AppError } from "@causerie/core";
import type { Llm, ModelInfo } from "@causerie/llm";

export type ModelsService = ReturnType<typeof createModelsService>;

/** How long what was read of a model may be used without asking again, and of how many models it is kept. */
const recentForMs = 60_000;
const maxRecent = 200;

export function createModelsService(deps: { llm: Llm }) {
  const { llm } = deps;
  const recent = new Map<string, { info: ModelInfo; readAt: number }>();
  return {
    async list(): Promise<{ items: ModelInfo[]; defaultModel: string }> {
      return { items: await llm.listModels(), defaultModel: llm.defaultModel };
    },
    get defaultModel(): string {
      return llm.defaultModel;
    },
    /**
     * What is known of a model.
     *
     * @throws {AppError} MODEL_UNKNOWN when no provider here has it.
     */
    async require(id: string): Promise<ModelInfo> {
      const info = await llm.modelInfo(id);
      if (!info) throw new AppError("MODEL_UNKNOWN", { message: "no such model", params: { model: id.slice(0, 200) } });
      if (recent.size >= maxRecent) recent.clear();
      recent.set(id, { info, readAt: performance.now() });
      return info;
    },
    /** What {@link require} said within the last minute, without waiting: for who is in a transaction. Null: ask it first. */
    recent(id: string): ModelInfo | null {
      const known = recent.get(id);
      return known && performance.now() - known.readAt < recentForMs ? known.info : null;
    },
  };
}
