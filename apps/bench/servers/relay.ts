import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readEvents } from "../load/events.ts";
import { requestJson } from "../load/http.ts";
import { bodyOf, listen } from "./listen.ts";

/**
 * The least that stands between a program and the upstream: parses each request, each event and each answer, and writes
 * it anew. Nobody is identified, nothing is counted: `node relay.ts BASE_URL`.
 */
const [, , baseUrl = ""] = process.argv;

const server = createServer(async (request, response) => {
  const body: { stream?: boolean } = JSON.parse(await bodyOf(request));
  const answer = await requestJson(`${baseUrl}/chat/completions`, { authorization: "Bearer key" }, body);
  if (body.stream) relayEvents(answer, response);
  else {
    response.writeHead(answer.statusCode ?? 502, { "content-type": "application/json" });
    response.end(JSON.stringify(JSON.parse(await bodyOf(answer))));
  }
});

function relayEvents(answer: IncomingMessage, response: ServerResponse): void {
  response.writeHead(answer.statusCode ?? 502, { "content-type": "text/event-stream" });
  readEvents(answer, (data) => {
    response.write(data === "[DONE]" ? "data: [DONE]\n\n" : `data: ${JSON.stringify(JSON.parse(data))}\n\n`);
  });
  answer.once("end", () => response.end());
}

listen(server, "relay");
