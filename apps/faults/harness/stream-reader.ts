import { get, type IncomingMessage } from "node:http";

/** A client that opens a conversation's stream and decides for itself when it reads what lies in its socket. */
export class StreamReader implements Disposable {
  readonly #response: IncomingMessage;
  readonly #payloads: string[] = [];
  #rest = "";
  #wake = () => {};

  private constructor(response: IncomingMessage) {
    this.#response = response;
    response.setEncoding("utf8").on("data", (piece: string) => this.#take(piece));
    response.once("end", () => this.#wake());
    response.pause();
  }

  static async open(options: { url: string; token: string; conversationId: string }): Promise<StreamReader> {
    const address = new URL("/api/trpc/chat.onEvent", options.url);
    address.searchParams.set("input", JSON.stringify({ conversationId: options.conversationId }));
    const headers = { accept: "text/event-stream", authorization: `Bearer ${options.token}` };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      get(address, { headers, agent: false }, resolve).once("error", reject);
    });
    return new StreamReader(response);
  }

  /** Reads what lies there and what comes, until `enough` says that it is all. @returns the events' payloads so far. */
  async read(enough: (payload: string) => boolean): Promise<readonly string[]> {
    this.#response.resume();
    // Each is looked at once: they may be millions of characters.
    for (let next = 0; ; next++) {
      const payload = this.#payloads[next];
      if (payload !== undefined && enough(payload)) return this.#payloads.slice(0, next + 1);
      if (payload !== undefined) continue;
      next--;
      if (this.#response.readableEnded) throw new Error("The stream ended before that");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  [Symbol.dispose](): void {
    this.#response.destroy();
  }

  #take(piece: string): void {
    const events = (this.#rest + piece).split("\n\n");
    this.#rest = events.pop() ?? "";
    this.#payloads.push(...events.flatMap((event) => /^data: (.*)$/m.exec(event)?.[1] ?? []));
    this.#wake();
  }
}
