import { AppError } from "@causerie/core";
import type { Llm, ModelInfo } from "@causerie/llm";

export type ModelsService = ReturnType<typeof createModelsService>;

export function createModelsService(deps: { llm: Llm }) {
  const { llm } = deps;
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
      return info;
    },
  };
}
