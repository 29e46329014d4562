import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between a client and a server, and loses single events of the streams that pass. */
export class LossyProxy implements AsyncDisposable {
  readonly #target: string;
  readonly #loses: (event: string) => boolean;
  readonly #server = createServer((near, answer) => this.#relay(near, answer));

  private constructor(target: string, loses: (event: string) => boolean) {
    this.#target = target;
    this.#loses = loses;
  }

  /** @param loses asked for each event, in its form on the wire. */
  static async to(serverUrl: string, loses: (event: string) => boolean): Promise<LossyProxy> {
    const proxy = new LossyProxy(serverUrl, loses);
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, "127.0.0.1", resolve);
    });
    return proxy;
  }

  get url(): string {
    // Of a server that listens on a port it is an object.
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #relay(near: IncomingMessage, answer: ServerResponse): void {
    const far = request(new URL(near.url ?? "/", this.#target), { method: near.method, headers: near.headers });
    far.once("response", (received) => {
      answer.writeHead(received.statusCode ?? 502, received.headers);
      received.once("error", () => answer.destroy());
      if (received.headers["content-type"]?.startsWith("text/event-stream")) this.#relayEvents(received, answer);
      else received.pipe(answer);
    });
    far.once("error", () => answer.destroy());
    answer.once("close", () => far.destroy());
    near.pipe(far);
  }

  #relayEvents(received: IncomingMessage, answer: ServerResponse): void {
    let rest = "";
    received.setEncoding("utf8").on("data", (piece: string) => {
      const events = (rest + piece).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) if (!this.#loses(event)) answer.write(`${event}\n\n`);
    });
    received.once("end", () => answer.end());
  }
}
