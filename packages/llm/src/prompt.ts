import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import type { ChatMessage } from "./types.ts";

/** The messages in the form that AI SDK providers take. */
export function toPrompt(messages: readonly ChatMessage[]): LanguageModelV4Prompt {
  return messages.map((message) =>
    message.role === "system"
      ? { role: "system", content: message.text }
      : { role: message.role, content: [{ type: "text", text: message.text }] },
  );
}
