import { estimateTokens } from "../tokens.ts";
import { isRecord } from "../transport/chunk.ts";

/** What an image is taken for; providers count between 85 and 1,700. */
const tokensPerImage = 1_000;
/** What a message costs beyond its text. */
const tokensPerMessage = 4;

/** About how many tokens the messages of a request in OpenAI's form are. */
export function promptTokens(messages: unknown): number {
  if (!Array.isArray(messages)) return 0;
  return messages.reduce((sum: number, message: unknown) => {
    return sum + tokensPerMessage + (isRecord(message) ? contentTokens(message.content) : 0);
  }, 0);
}

function contentTokens(content: unknown): number {
  if (typeof content === "string") return estimateTokens(content);
  if (!Array.isArray(content)) return 0;
  return content.reduce((sum: number, part: unknown) => {
    if (!isRecord(part)) return sum;
    return sum + (typeof part.text === "string" ? estimateTokens(part.text) : tokensPerImage);
  }, 0);
}
