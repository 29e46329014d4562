import { Agent, type IncomingMessage, request } from "node:http";
import { readEvents } from "./events.ts";
import { call } from "./http.ts";

/** Watches outlive a job: they are held by their own connections, which nobody closes between two jobs. */
const watches = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** Calls a procedure that changes something. @throws {Error} with the body when it is refused. */
export async function mutate<Output>(from: { url: string; token: string }, path: string, input: unknown) {
  const reply = await call(`${from.url}/api/trpc/${path}`, { authorization: `Bearer ${from.token}` }, input);
  // The procedures' outputs, as the API documents them.
  return (reply as { result: { data: Output } }).result.data;
}

export type Watch = { close(): void };

/**
 * Opens a stream of events; resolves once the first has come.
 *
 * @throws {Error} with the body when the status is not 200; what goes wrong later is told to `onEvent` as `serialized-error`.
 */
export function watch(url: string, token: string | null, onEvent: (data: string, name: string) => void) {
  return new Promise<Watch>((resolve, reject) => {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    const sent = request(url, { agent: watches, headers: { accept: "text/event-stream", ...authorization } });
    sent.once("error", reject);
    sent.once("response", (response: IncomingMessage) => {
      if (response.statusCode !== 200) {
        response.resume();
        reject(new Error(`${response.statusCode} ${url.split("?", 1)[0]}`));
        return;
      }
      const close = () => {
        response.removeAllListeners("error").on("error", () => undefined);
        response.destroy();
      };
      response.on("error", reject);
      readEvents(response, (data, name) => {
        onEvent(data, name);
        resolve({ close });
      });
    });
    sent.end();
  });
}

/** The address of all that one open page hears. */
export function liveUrl(url: string, conversationId: string, lastEventId?: string): string {
  const input = { conversationId, ...(lastEventId === undefined ? {} : { lastEventId }) };
  return `${url}/api/trpc/conversations.onEvent?input=${encodeURIComponent(JSON.stringify(input))}`;
}

/** What is read of the events of an answer. */
export type AnswerEvent =
  | { type: "delta"; runId: string; at: number; text: string }
  | { type: "run" | "message"; message: AnswerMessage };
type AnswerMessage = {
  role: string;
  parts: { text: string }[];
  run: { id: string; status: string } | null;
};

/** @returns null for what is no event of an answer. */
export function readAnswerEvent(data: string): AnswerEvent | null {
  if (!/^\{"type":"(?:delta|run|message)"/.test(data)) return null;
  const event: unknown = JSON.parse(data);
  // The events, as the API documents them.
  return event as AnswerEvent;
}
