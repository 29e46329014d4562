import type { IncomingMessage } from "node:http";
import { mutate } from "./api.ts";
import { readEvents } from "./events.ts";
import { type Asker, Exchange } from "./exchange.ts";
import { openStream } from "./http.ts";
import type { AppSeat } from "./jobs.ts";

/**
 * How a client goes about an exchange.
 *
 * - `open`: one conversation, watched all the time; asks one question after another, as a person in the app does.
 * - `again`: one conversation; for each question it begins to watch, asks, and leaves, as a program does.
 * - `new`: each question makes a conversation; asks, then watches it.
 */
export type Manner = "open" | "again" | "new";

/** What the answer's end tells, of the fields that are read here. */
type MessageEvent = {
  type: "message";
  message: { role: string; parts: { type: string; text: string }[]; run: { id: string; status: string } | null };
};
type Sent = { conversationId: string; runId: string };

export function causerieAsker({ askUrl, watchUrl }: AppSeat, token: string, manner: Manner): Asker {
  const headers = { authorization: `Bearer ${token}` };
  let conversationId: string | undefined;
  let stream: IncomingMessage | undefined;
  let exchange: Exchange | undefined;
  let lastRunId = "";
  let settle: { resolve(): void; reject(error: Error): void } | undefined;

  const from = { url: askUrl, token };

  async function watch(id: string): Promise<void> {
    const input = encodeURIComponent(JSON.stringify({ conversationId: id }));
    const response = await openStream(`${watchUrl}/api/trpc/chat.onEvent?input=${input}`, headers);
    stream = response;
    await new Promise<void>((resolve, reject) => {
      response.once("error", (error) => {
        reject(error);
        settle?.reject(error);
      });
      response.once("end", () => settle?.reject(new Error("the stream ended before the answer did")));
      readEvents(response, (data, name) => {
        if (name === "connected") resolve();
        else if (name === "serialized-error") settle?.reject(new Error(`Causerie: ${data}`));
        else if (name === "") onEvent(data);
      });
    });
  }

  function onEvent(data: string): void {
    if (!exchange) return;
    if (data.startsWith('{"type":"delta"')) exchange.frame(JSON.parse(data).text);
    else if (data.startsWith('{"type":"message"')) onMessage(JSON.parse(data));
  }

  /** The answer is complete: its message, committed, replaces what came before. */
  function onMessage({ message }: MessageEvent): void {
    if (message.role !== "assistant" || !message.run || message.run.id === lastRunId) return;
    lastRunId = message.run.id;
    if (message.run.status !== "complete") settle?.reject(new Error(`the answer ended as ${message.run.status}`));
    // What another process wrote need not come piece by piece once it has ended.
    exchange?.end(message.parts.map((part) => part.text).join(""), askUrl !== watchUrl);
    settle?.resolve();
  }

  function leave(): void {
    stream?.removeAllListeners("error").on("error", () => undefined);
    stream?.destroy();
    stream = undefined;
  }

  return {
    async open() {
      if (manner === "new") return;
      const conversation = await mutate<{ id: string }>(from, "conversations.create", {});
      conversationId = conversation.id;
      if (manner === "open") await watch(conversation.id);
    },
    close: leave,
    async ask(content) {
      const current = new Exchange();
      exchange = current;
      const ended = new Promise<void>((resolve, reject) => {
        settle = { resolve, reject };
      });
      // Whoever fails first is heard; the other must not be reported as unheard.
      ended.catch(() => undefined);
      if (manner === "again" && conversationId) await watch(conversationId);
      const sent = await mutate<Sent>(from, "chat.send", { content, conversationId });
      if (manner === "new") await watch(sent.conversationId);
      await ended;
      if (manner !== "open") leave();
      exchange = undefined;
      return current;
    },
  };
}
