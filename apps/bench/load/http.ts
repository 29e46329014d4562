import { Agent, type IncomingMessage, request } from "node:http";

/** Connections are kept and reused, as a browser does. */
const calls = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const streams = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** Between two jobs: a connection that idled too long may be closed by the server just as it is used again. */
export function closeConnections(): void {
  calls.destroy();
  streams.destroy();
}

export type Headers = Record<string, string>;

/**
 * One request with a JSON body, or a GET without one.
 *
 * @throws {Error} with the body when the status is not 200.
 */
export function call(url: string, headers: Headers, body?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: body === undefined ? "GET" : "POST",
      agent: calls,
      headers: json(headers, body),
    });
    sent.once("error", reject);
    sent.once("response", (response) => {
      readAll(response).then((text) => {
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${response.statusCode} ${url.split("?", 1)[0]}: ${text.slice(0, 500)}`));
      }, reject);
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/**
 * Opens a stream of server-sent events; resolves with its response once the headers are there.
 *
 * @throws {Error} with the body when the status is not 200.
 */
export async function openStream(url: string, headers: Headers, body?: unknown): Promise<IncomingMessage> {
  const response = await requestJson(url, { accept: "text/event-stream", ...headers }, body);
  if (response.statusCode === 200) return response;
  throw new Error(`${response.statusCode} ${url}: ${(await readAll(response)).slice(0, 500)}`);
}

/** A request whose answer is read by who asked; resolves once its headers are there, whatever its status. */
export function requestJson(url: string, headers: Headers, body?: unknown): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const sent = request(url, { method, agent: streams, headers: json(headers, body) });
    sent.once("error", reject);
    sent.once("response", resolve);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function json(headers: Headers, body: unknown): Headers {
  return body === undefined ? headers : { ...headers, "content-type": "application/json" };
}

async function readAll(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of response.setEncoding("utf8")) text += part;
  return text;
}
