import { AppError } from "@causerie/core";
import type { ModelInfo } from "@causerie/llm";
import { type CompletionInput, imageUrls } from "./completions.schema.ts";
import { isImageUrl } from "./image-url.ts";

/**
 * Refuses what a model is known not to do, and images that nobody should fetch. Servers that people run say nothing of what
 * their models can: there, the provider decides.
 *
 * @throws {AppError} INVALID_INPUT
 */
export function assertAnswerable({ id, abilities, abilitiesKnown }: ModelInfo, input: CompletionInput): void {
  const images = imageUrls(input.messages);
  if (!images.every(isImageUrl)) {
    refuse("messages", "An image is a PNG, JPEG, WebP or GIF as a base64 data URL, or at a public https address.");
  }
  if (!abilitiesKnown) return;
  if (!abilities.images && images.length > 0) refuse("messages", `The model ${id} takes no images.`);
  if (!abilities.tools && input.tools) refuse("tools", `The model ${id} calls no tools.`);
}

function refuse(param: string, publicMessage: string): never {
  throw new AppError("INVALID_INPUT", { message: `can't be answered: ${param}`, publicMessage, params: { param } });
}
