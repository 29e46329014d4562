/** The provider of the built-in model, which is no AI and says so. */
const guideProvider = "guide";

/** Whether a model, by its `provider/model` id, is the built-in guide. */
export function isGuide(modelId: string): boolean {
  return modelId.split("/")[0] === guideProvider;
}
