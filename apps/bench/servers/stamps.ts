import { createServer, type ServerResponse } from "node:http";
import { parseArgs } from "node:util";
import { clock, lastWord, stamp } from "../load/stamps.ts";
import { listen } from "./listen.ts";

/**
 * An upstream in OpenRouter's format whose answers say in each piece when it was written:
 * `node stamps.ts --models BASE_URL --pieces 100 --every MILLISECONDS`. The list of models is another upstream's.
 */
const { values } = parseArgs({
  options: { models: { type: "string", default: "" }, pieces: { type: "string" }, every: { type: "string" } },
});
const pieces = Number(values.pieces);
const everyMs = Number(values.every);

const server = createServer(async (request, response) => {
  request.resume();
  if (request.url?.endsWith("/models")) {
    const models = await fetch(`${values.models}/models`);
    response.writeHead(models.status, { "content-type": "application/json" }).end(await models.text());
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  write(response, 0);
});

/** One piece after the other, each in a write of its own. */
function write(response: ServerResponse, count: number): void {
  if (response.destroyed) return;
  if (count < pieces) {
    response.write(chunk(`${stamp(clock())} and as much text as a word `, null));
    setTimeout(write, everyMs, response, count + 1);
    return;
  }
  response.write(chunk(lastWord, null));
  response.write(chunk("", "stop"));
  response.end("data: [DONE]\n\n");
}

function chunk(content: string, finish: string | null): string {
  const choice = { index: 0, delta: { role: "assistant", content }, finish_reason: finish };
  const value = { id: "gen-1", model: "fake/model", object: "chat.completion.chunk", created: 0, choices: [choice] };
  return `data: ${JSON.stringify(value)}\n\n`;
}

listen(server, "stamps");
