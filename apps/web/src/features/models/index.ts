export { formatPrice } from "./format-price.ts";
export { LazyModelList } from "./lazy-model-list.tsx";
export { ModelPicker } from "./model-picker.tsx";
export { useModels } from "./use-models.ts";
