/**
 * A top-level value of a JSON text, or an element of its top-level array, as the bytes it has there.
 *
 * `too-large` and `too-complex`: it was passed over without being kept in memory. `truncated`: the text ends within it.
 */
export type JsonElement =
  | { kind: "element"; bytes: Buffer }
  | { kind: "too-large" | "too-complex" | "truncated"; bytes?: never };

export type JsonElementLimits = {
  /** The most bytes of one element. */
  maxBytes: number;
  /** The most objects and lists within one element: what parsing costs in memory is their number, not their bytes. */
  maxNodes: number;
  /** How deep they may stand within each other. */
  maxDepth: number;
};

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** Nothing that can stand in JSON outside of a value: the text is something else. */
export class NotJson extends Error {
  override readonly name = "NotJson";
}

/**
 * Cuts a JSON text of any length into its elements, holding no more than one.
 *
 * It follows only strings and brackets; whether an element is JSON is for `JSON.parse` to say, which also keeps one bad
 * element from spoiling its neighbours. Several top-level values in a row (JSON lines) are elements too.
 */
export async function* jsonElements(
  chunks: AsyncIterable<Uint8Array>,
  limits: JsonElementLimits,
): AsyncGenerator<JsonElement> {
  const cutter = new Cutter(limits);
  for await (const chunk of chunks) {
    cutter.read(chunk);
    yield* cutter.take();
  }
  cutter.end();
  yield* cutter.take();
}

class Cutter {
  readonly #limits: JsonElementLimits;
  #elements: JsonElement[] = [];
  #first = true;
  #inList = false;
  /** Of the element that is being read: its bytes so far, and where it stands. */
  #kept: Buffer[] = [];
  #size = 0;
  #nodes = 0;
  #depth = 0;
  #state: "between" | "value" | "scalar" | "string" | "escape" = "between";

  constructor(limits: JsonElementLimits) {
    this.#limits = limits;
  }

  take(): JsonElement[] {
    const taken = this.#elements;
    this.#elements = [];
    return taken;
  }

  read(chunk: Uint8Array): void {
    let start = this.#state === "between" ? -1 : 0;
    let at = this.#first ? this.#skipMark(chunk) : 0;
    for (; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (this.#state === "between") {
        if (this.#begins(byte)) start = at;
      } else if (this.#state === "scalar" && (byte === comma || byte === closeList || byte <= 0x20)) {
        this.#finish(chunk.subarray(start, at));
        start = -1;
        this.#begins(byte);
      } else if (this.#passes(byte)) {
        this.#finish(chunk.subarray(start, at + 1));
        start = -1;
      }
    }
    if (start >= 0) this.#keep(chunk.subarray(start));
  }

  /** The text is over. */
  end(): void {
    if (this.#state === "scalar" && !this.#inList) this.#finish(new Uint8Array());
    else if (this.#state !== "between" || this.#inList) this.#elements.push({ kind: "truncated" });
  }

  #skipMark(chunk: Uint8Array): number {
    if (chunk.length === 0) return 0;
    this.#first = false;
    return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
  }

  /** Whether an element begins with this byte, which stands between elements. */
  #begins(byte: number): boolean {
    if (byte <= 0x20 || (byte === comma && this.#inList)) return false;
    if (byte === openList && !this.#inList) {
      this.#inList = true;
      return false;
    }
    if (byte === closeList && this.#inList) {
      this.#inList = false;
      return false;
    }
    if (byte === openObject || byte === openList) {
      this.#depth = 1;
      this.#nodes = 1;
      this.#state = "value";
    } else if (byte === quote) this.#state = "string";
    else if (/[-\dtfn]/.test(String.fromCharCode(byte))) this.#state = "scalar";
    else throw new NotJson(`unexpected byte ${byte}`);
    return true;
  }

  /** Whether an element ends with this byte, which stands within it. */
  #passes(byte: number): boolean {
    if (this.#state === "string") {
      if (byte === quote) this.#state = "value";
      else if (byte === backslash) this.#state = "escape";
      return byte === quote && this.#depth === 0;
    }
    if (this.#state === "escape") this.#state = "string";
    else if (byte === quote) this.#state = "string";
    else if (byte === openObject || byte === openList) {
      this.#depth += 1;
      this.#nodes = this.#depth > this.#limits.maxDepth ? Number.POSITIVE_INFINITY : this.#nodes + 1;
    } else if (byte === closeObject || byte === closeList) {
      this.#depth -= 1;
      return this.#depth === 0;
    }
    return false;
  }

  #keep(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > this.#limits.maxBytes || this.#nodes > this.#limits.maxNodes) this.#kept = [];
    // Copied: the chunk's memory may be the stream's own, to be written again.
    else this.#kept.push(Buffer.from(bytes));
  }

  #finish(rest: Uint8Array): void {
    this.#keep(rest);
    if (this.#size > this.#limits.maxBytes) this.#elements.push({ kind: "too-large" });
    else if (this.#nodes > this.#limits.maxNodes) this.#elements.push({ kind: "too-complex" });
    else this.#elements.push({ kind: "element", bytes: Buffer.concat(this.#kept) });
    this.#kept = [];
    this.#size = 0;
    this.#nodes = 0;
    this.#depth = 0;
    this.#state = "between";
  }
}
