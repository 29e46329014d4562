import type { ExportedHead, ExportedMessage } from "./export-format.ts";

/** The whole tree as one JSON object, a message a line, written as it is read. */
export async function* conversationJson(
  head: ExportedHead,
  messages: AsyncIterable<ExportedMessage>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "messages": [`;
  let separator = "\n    ";
  for await (const message of messages) {
    yield `${separator}${JSON.stringify(message)}`;
    separator = ",\n    ";
  }
  yield "\n  ]\n}\n";
}
