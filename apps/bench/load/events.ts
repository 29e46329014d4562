import type { IncomingMessage } from "node:http";

/**
 * Hands on the events of a stream as they come: `onEvent(data, name)`, the name being empty unless the event has one.
 * Only what the benchmark's servers write is understood: one line of data, lines that end with a line feed.
 */
export function readEvents(response: IncomingMessage, onEvent: (data: string, name: string) => void): void {
  let rest = "";
  response.setEncoding("utf8").on("data", (part: string) => {
    const text = rest === "" ? part : rest + part;
    let from = 0;
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n", from)) {
      readEvent(text.slice(from, end), onEvent);
      from = end + 2;
    }
    rest = text.slice(from);
  });
}

function readEvent(block: string, onEvent: (data: string, name: string) => void): void {
  let data = "";
  let name = "";
  for (const line of block.split("\n")) {
    if (line.startsWith("data: ")) data = line.slice(6);
    else if (line.startsWith("event: ")) name = line.slice(7);
  }
  if (data !== "" || name !== "") onEvent(data, name);
}
