import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { readEvents } from "../load/events.ts";
import { openStream } from "../load/http.ts";
import { bodyOf, listen } from "./listen.ts";

/**
 * The least that tells many what happens: nobody signs in, nothing is kept, and each event is written to each stream as
 * it comes. What Causerie's watchers cost is read beside it: `node plain.ts BASE_URL [FOLDER]`.
 *
 * `GET /watch?room=`, `POST /say?room=` tells the body, `POST /ask?room=` an upstream's answer; `POST /keep` keeps a body
 * that `GET /kept` gives; `GET /page/FILE` gives a file of the folder.
 */
const [, , baseUrl = "", folder = ""] = process.argv;
const rooms = new Map<string, Set<ServerResponse>>();
let kept = "{}";

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "", "http://localhost");
  const room = url.searchParams.get("room") ?? "";
  switch (url.pathname) {
    case "/watch":
      enter(room, response);
      return;
    case "/say":
      tell(room, await bodyOf(request));
      break;
    case "/ask":
      void relay(room);
      break;
    case "/keep":
      kept = await bodyOf(request);
      break;
    case "/kept":
      response.writeHead(200, { "content-type": "application/json" }).end(kept);
      return;
    default:
      await give(url.pathname.replace("/page/", ""), response);
      return;
  }
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
});

function enter(room: string, response: ServerResponse): void {
  const present = rooms.get(room) ?? new Set();
  rooms.set(room, present.add(response));
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.write("event: connected\ndata: {}\n\n");
  response.once("close", () => present.delete(response));
}

function tell(room: string, data: string): void {
  for (const watcher of rooms.get(room) ?? []) watcher.write(`data: ${data}\n\n`);
}

async function relay(room: string): Promise<void> {
  const body = { model: "fake/model", stream: true, messages: [{ role: "user", content: "Hello" }] };
  readEvents(await openStream(`${baseUrl}/chat/completions`, {}, body), (data) => {
    const text: unknown = data === "[DONE]" ? "" : JSON.parse(data).choices[0]?.delta.content;
    if (typeof text === "string" && text !== "") tell(room, JSON.stringify({ type: "delta", text }));
  });
}

const types: Record<string, string> = { html: "text/html", js: "text/javascript" };

async function give(name: string, response: ServerResponse): Promise<void> {
  if (!/^[\w-]+\.(?:html|js)$/.test(name)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": types[name.split(".")[1] ?? ""] });
  response.end(await readFile(`${folder}/${name}`));
}

listen(server, "plain server");
