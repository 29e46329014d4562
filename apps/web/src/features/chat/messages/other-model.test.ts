import type { ModelView } from "@causerie/api/schemas";
import { expect, it } from "vitest";
import { answer } from "../store/testing.ts";
import { isModelRefused, otherModel } from "./other-model.ts";

const model = (id: string, more: Partial<ModelView> = {}): ModelView => ({
  id,
  name: id,
  provider: "local",
  contextTokens: null,
  maxOutputTokens: null,
  prices: null,
  abilities: { reasoning: false, images: false, tools: false },
  ...more,
});

it.each([
  ["MODEL_NOT_ALLOWED", true],
  ["MODEL_UNKNOWN", true],
  ["MODEL_PRICE_MISSING", true],
  ["MODEL_TIMEOUT", false],
  ["BUDGET_EXCEEDED", false],
] as const)("%s asks for another model: %s", (code, refused) => {
  const { run } = answer({ id: "msg_a", status: "failed" });
  expect(run && isModelRefused({ ...run, error: { code, params: {} } })).toBe(refused);
  expect(run && isModelRefused({ ...run, status: "complete" })).toBe(false);
});

it("never proposes the refused model, one that is not there, or one that would be refused for its price", () => {
  const models = [model("a/old"), model("a/dear", { bills: true }), model("a/usual"), model("a/default")];
  const proposed = (...preferred: (string | null)[]) => otherModel(models, { refused: "a/old", preferred })?.id;
  expect(proposed("a/old", null, "a/gone", "a/dear", "a/usual", "a/default")).toBe("a/usual");
  expect(proposed("a/old")).toBeUndefined();
});
