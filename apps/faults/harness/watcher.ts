import type { CauserieClient } from "@causerie/client";
import { until } from "./until.ts";

type Api = CauserieClient["api"];
export type Message = Awaited<ReturnType<Api["messages"]["list"]["query"]>>["items"][number];

type Delta = { runId: string; end: number; receivedAt: number };

/** All that a message holds, in the order in which it was written. */
export function writtenText(message: Pick<Message, "parts">): string {
  return message.parts.map((part) => part.text).join("");
}

/** Whether its run goes on. */
export function isWriting(message: Message): boolean {
  return message.run?.status === "queued" || message.run?.status === "streaming";
}

/** Someone who looks at a conversation: keeps what came, and when. Comes back by itself as any client does. */
export class Watcher implements Disposable {
  readonly #api: Api;
  readonly #conversationId: string;
  readonly #deltas: Delta[] = [];
  readonly #texts = new Map<string, string>();
  readonly #messages = new Map<string, Message>();
  #lastEventId: string | null = null;
  #gaps = 0;
  #reopening: NodeJS.Timeout | undefined;
  #leave = () => {};

  constructor(api: Api, conversationId: string) {
    this.#api = api;
    this.#conversationId = conversationId;
    this.#open();
  }

  /** How often text came that does not join what was there. */
  get gaps(): number {
    return this.#gaps;
  }

  /**
   * What was shown of a run.
   *
   * @param counts whether what came at a moment (on `performance.now()`) counts; by default all does.
   */
  shown(runId: string, counts: (receivedAt: number) => boolean = () => true): string {
    const seen = this.#deltas.filter((delta) => delta.runId === runId && counts(delta.receivedAt));
    return (this.#texts.get(runId) ?? "").slice(0, Math.max(0, ...seen.map((delta) => delta.end)));
  }

  /** Waits until that much of a run was shown. */
  async untilShown(runId: string, length: number): Promise<void> {
    await until(`${length} characters of ${runId}`, () => (this.#texts.get(runId)?.length ?? 0) >= length);
  }

  /** Waits until the stream says how the run of a message ended. */
  async untilEnded(messageId: string): Promise<Message> {
    return until(`the end of ${messageId}`, () => {
      const message = this.#messages.get(messageId);
      return message && !isWriting(message) ? message : null;
    });
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#reopening);
    this.#leave();
  }

  #open(): void {
    const { unsubscribe } = this.#api.chat.onEvent.subscribe(
      { conversationId: this.#conversationId, lastEventId: this.#lastEventId },
      {
        onData: (item) => {
          if (!("data" in item)) return this.#take(item);
          this.#lastEventId = item.id;
          this.#take(item.data);
        },
        // A server that answers, but can't serve the stream just now.
        onError: () => {
          this.#reopening = setTimeout(() => this.#open(), 300);
        },
      },
    );
    this.#leave = unsubscribe;
  }

  #take(event: StreamEvent): void {
    if (event.type === "message" || event.type === "run") this.#messages.set(event.message.id, event.message);
    if (event.type !== "delta") return;
    const { runId, at, text } = event;
    const known = this.#texts.get(runId) ?? "";
    if (at > known.length) this.#gaps++;
    else this.#texts.set(runId, known + text.slice(known.length - at));
    this.#deltas.push({ runId, end: at + text.length, receivedAt: performance.now() });
  }
}

type Handlers = Parameters<Api["chat"]["onEvent"]["subscribe"]>[1];
type Item = Parameters<NonNullable<Handlers["onData"]>>[0];
type StreamEvent = Exclude<Item, { data: unknown }>;
