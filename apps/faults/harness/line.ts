import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** The way between a client and a server, which can be taken away as a network is. */
export class Line implements AsyncDisposable {
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;
  /** What waits, while nothing gets through, for the line to speak again. */
  #held: (() => void)[] | null = null;

  private constructor(serverUrl: string) {
    this.#target = Number(new URL(serverUrl).port);
  }

  static async to(serverUrl: string): Promise<Line> {
    const line = new Line(serverUrl);
    await line.mend();
    return line;
  }

  /** The server's address through this line. */
  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Breaks every connection and refuses new ones. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Takes connections again, at the same address. */
  async mend(): Promise<void> {
    const server = createServer((near) => this.#join(near));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", resolve);
    });
    // Of a server that listens on a port it is an object.
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Lets nothing through and says nothing, as a network that is out of reach. */
  silence(): void {
    this.#held ??= [];
    for (const socket of this.#sockets) socket.pause();
  }

  /** Lets everything through again, with what was held back. */
  speak(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const socket of this.#sockets) socket.resume();
    for (const join of held) join();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cut();
  }

  #join(near: Socket): void {
    if (this.#held) {
      this.#held.push(() => this.#join(near));
      return;
    }
    const far = connect(this.#target, "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("data", (bytes) => other.write(bytes));
      socket.on("end", () => other.end());
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
