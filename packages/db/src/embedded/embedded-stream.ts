import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";

/** AuthenticationOk and ReadyForQuery: what a client that begins a connection waits for. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);
const terminate = 0x58;

/**
 * How long queries may follow each other before everything else gets a turn, in milliseconds. They run on this thread and, as
 * far as the event loop is concerned, without a pause: a queue of them would hold up every answer that is streaming.
 */
const longestStretchMs = 4;

/**
 * What node-postgres takes for a connection: the messages it writes go to the PostgreSQL inside this process, and its
 * answers come back. So both engines have one driver, with the same types, errors and prepared statements.
 *
 * All messages of a query go over in one call. PGlite's own `query` makes five, each with a cost that is many times the query's.
 */
export class EmbeddedStream extends Duplex {
  readonly #database: PGlite;
  #begun = false;
  /** When the first query of this turn of the event loop began. */
  #stretchBegan: number | undefined;

  constructor(database: PGlite) {
    // One chunk is one call, however long.
    super({ writableHighWaterMark: Number.MAX_SAFE_INTEGER, decodeStrings: true });
    this.#database = database;
  }

  /** There is nothing to connect to; the driver waits for the event. */
  connect(): this {
    process.nextTick(() => this.emit("connect"));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#exchange(chunk).then(() => done(), done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#exchange(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  async #exchange(messages: Buffer): Promise<void> {
    if (!this.#begun) {
      // The first message opens the connection. Whoever had it before may have left a transaction open.
      this.#begun = true;
      await this.#database.exec("rollback; reset all; deallocate all");
      this.push(welcome);
      return;
    }
    if (messages[0] === terminate) return;
    await this.#giveWay();
    this.push(await this.#database.execProtocolRaw(messages, { syncToFs: false }));
  }

  async #giveWay(): Promise<void> {
    if (this.#stretchBegan === undefined) {
      this.#stretchBegan = performance.now();
      setImmediate(() => {
        this.#stretchBegan = undefined;
      });
    } else if (performance.now() - this.#stretchBegan > longestStretchMs) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
