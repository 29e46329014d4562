import type { ExportedHead, ExportedMessage } from "./export-format.ts";
import { exportStyle } from "./export-style.ts";
import { escapeHtml, markdownHtml } from "./markdown-html.ts";
import { speakerOf } from "./speaker.ts";
import { type ExportLocale, moment, textsFor } from "./texts.ts";

/** Nothing in the page may run, load or be sent, wherever it is opened from. */
export const exportedPagePolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The current branch as a page of its own, to be read and printed. */
export async function* conversationHtml(
  head: ExportedHead,
  messages: AsyncIterable<ExportedMessage>,
  { locale, ownName }: { locale: ExportLocale; ownName: string | null },
): AsyncGenerator<string> {
  const texts = textsFor(locale);
  const title = escapeHtml(head.title ?? texts.untitled);
  yield `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${exportedPagePolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${exportStyle}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${texts.exported} <time datetime="${escapeHtml(head.exportedAt)}">${moment(head.exportedAt)}</time></p>
</header>
<main>
`;
  let place = 0;
  for await (const message of messages) {
    place += 1;
    const speaker = escapeHtml(speakerOf(message, texts, ownName));
    const when = `<time datetime="${escapeHtml(message.createdAt)}">${moment(message.createdAt)}</time>`;
    yield `<article class="${message.role}">\n<h2>${speaker} ${when}</h2>\n`;
    for (const [index, { type, text }] of message.parts.entries()) {
      const body = markdownHtml(text, place * 1000 + index);
      yield type === "text" ? `<div class="text">${body}</div>\n` : reasoning(texts.reasoning, body);
    }
    yield "</article>\n";
  }
  yield "</main>\n</body>\n</html>\n";
}

function reasoning(label: string, body: string): string {
  return `<section class="reasoning"><h3>${label}</h3>${body}</section>\n`;
}
