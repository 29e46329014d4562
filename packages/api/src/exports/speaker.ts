import type { ExportedMessage } from "./export-format.ts";
import type { ExportTexts } from "./texts.ts";

/** Who says a message, and what became of it if it is not whole: `gpt-4o · Interrupted`. */
export function speakerOf(message: ExportedMessage, texts: ExportTexts, ownName: string | null): string {
  if (message.role === "system") return texts.system;
  if (message.role === "user") {
    return !message.author || message.author === ownName ? texts.you : message.author;
  }
  const status = message.run?.status;
  const mark = status === "stopped" || status === "failed" || status === "interrupted" ? texts.status[status] : null;
  return [message.run?.model ?? texts.assistant, mark].filter((word) => word !== null).join(" · ");
}
