import type { ExportedHead, ExportedMessage } from "./export-format.ts";
import { speakerOf } from "./speaker.ts";
import { type ExportLocale, moment, textsFor } from "./texts.ts";

/** The current branch as Markdown: what was said stands as it was written, under a heading for each turn. */
export async function* conversationMarkdown(
  head: ExportedHead,
  messages: AsyncIterable<ExportedMessage>,
  { locale, ownName }: { locale: ExportLocale; ownName: string | null },
): AsyncGenerator<string> {
  const texts = textsFor(locale);
  yield `# ${inLine(head.title ?? texts.untitled)}\n\n${texts.exported} ${moment(head.exportedAt)}.\n`;
  for await (const message of messages) {
    yield `\n## ${inLine(speakerOf(message, texts, ownName))} · ${moment(message.createdAt)}\n`;
    for (const { type, text } of message.parts) {
      yield type === "text" ? `\n${text}\n` : `\n${quoted(`**${texts.reasoning}**\n\n${text}`)}\n`;
    }
  }
}

/** A text that can neither end a heading nor be read as Markdown. */
function inLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`);
}

function quoted(text: string): string {
  return text.replaceAll(/^/gm, "> ");
}
