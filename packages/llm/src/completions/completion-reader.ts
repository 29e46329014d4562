import { finishReasonOf, isRecord, type Json } from "../transport/chunk.ts";
import { createSseParser } from "../transport/sse.ts";
import type { Trouble } from "../transport/trouble.ts";

/** What is known of an answer that was passed on, whole or in part. */
export type Passed = {
  /** The model that the provider says answered. */
  answeredBy: string | null;
  finishReason: string | null;
  /** As the provider wrote it. */
  usage: Json | null;
  /** About how many tokens, from how much was passed on: for when usage is missing. */
  tokens: number;
};

export type CompletionReader = {
  /** Takes what the network gave. `bytes` are kept, and must not change. */
  push(bytes: Buffer): void;
  /** The connection ended in order. */
  end(): void;
  /** The events that came since the last call, ready to be sent on. */
  take(): { events: Buffer[]; trouble: Trouble | null };
  /** `[DONE]` was read: nothing more is to come. */
  readonly done: boolean;
  /** The provider has said that the answer is complete. */
  readonly finished: boolean;
  readonly passed: Passed;
};

/**
 * Where in the bytes of whole events something stands that is more than a piece of the answer: an error, usage, the end,
 * another line end, a line that is not the data of a JSON object. (Alternatives that begin with few characters are found fast.)
 */
const special = /"(?:error"|usage":\s*\{|finish_reason":\s*")|\r|(?<!\})\n\n|\n(?!\n|data: \{|$)/;
const beginning = "data: {";
const blankLine = Buffer.from("\n\n");
/** One event may hold an image; anything longer is no answer. */
const longestEvent = 16 * 1024 * 1024;
const charactersPerToken = 4;

/**
 * Reads chunks of a chat completion that are passed on as they are, and finds what is wrong with them.
 *
 * Pieces of the answer pass unread, all that came at once together. An event that says more is parsed; what differs there between
 * providers is made the same: usage comes once, in an event of its own without choices, and only to who asked for it.
 *
 * @param options.bytes the longest answer, in bytes of events.
 */
export function createCompletionReader(options: { includeUsage: boolean; bytes: number }): CompletionReader {
  const passed: Passed = { answeredBy: null, finishReason: null, usage: null, tokens: 0 };
  let unread: Buffer[] = [];
  let events: Buffer[] = [];
  let trouble: Trouble | null = null;
  let done = false;
  let last: Json | null = null;
  let length = 0;
  /** The shortest event: what one is without its text. */
  let shortest = Number.POSITIVE_INFINITY;
  let count = 0;

  const parser = createSseParser({ onEvent });

  function onEvent(data: string): void {
    if (trouble !== null || done) return;
    if (data === "[DONE]") {
      finish();
      return;
    }
    const chunk = parse(data);
    if (!isRecord(chunk)) trouble = { kind: "malformed", reason: "an event is no JSON object" };
    else if (chunk.error !== undefined && chunk.error !== null) trouble = { kind: "error-chunk", error: chunk.error };
    else onChunk(chunk, data);
  }

  function onChunk(chunk: Json, data: string): void {
    last = chunk;
    passed.finishReason = finishReasonOf(chunk) ?? passed.finishReason;
    if (isRecord(chunk.usage)) {
      passed.usage = chunk.usage;
      const { usage, ...rest } = chunk;
      if (!saysNothing(rest)) add(event(JSON.stringify(rest)), 1);
    } else {
      add(event(data), 1);
    }
  }

  function add(bytes: Buffer, eventCount: number): void {
    events.push(bytes);
    length += bytes.length;
    count += eventCount;
    shortest = Math.min(shortest, bytes.length / eventCount);
    if (length > options.bytes) trouble ??= { kind: "too-large", limit: options.bytes };
  }

  function finish(): void {
    done = true;
    const { usage } = passed;
    if (!options.includeUsage || usage === null || last === null) return;
    const { id, created, model } = last;
    events.push(event(JSON.stringify({ id, object: "chat.completion.chunk", created, model, choices: [], usage })));
  }

  /** Whole events: up to the first that says more they pass unread. */
  function readEvents(bytes: Buffer): void {
    // One character a byte: positions in both are the same, and no character is cut.
    const text = bytes.toString("latin1");
    const at = text.startsWith(beginning) ? text.search(special) : 0;
    const end = at === -1 ? bytes.length : at === 0 ? 0 : text.lastIndexOf("\n\n", at - 1) + 2;
    const plain = end === 1 ? 0 : end;
    if (plain > 0) add(bytes.subarray(0, plain), countEvents(text, plain));
    if (plain < bytes.length) pushToParser(bytes.subarray(plain));
  }

  function pushToParser(bytes: Buffer): void {
    try {
      parser.push(bytes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      trouble ??= { kind: "malformed", reason: error.message };
    }
  }

  function read(): void {
    if (unread.length === 0 || trouble !== null || done) return;
    const all = unread.length === 1 && unread[0] ? unread[0] : Buffer.concat(unread);
    const end = all.lastIndexOf(blankLine);
    // A server that ends its lines with CR LF has no such blank line; the parser knows them, and keeps its own rest.
    const isForParser = end === -1 && all.includes(0x0d);
    const whole = isForParser ? all.length : end === -1 ? 0 : end + 2;
    unread = whole < all.length ? [all.subarray(whole)] : [];
    if (all.length - whole > longestEvent) trouble ??= { kind: "malformed", reason: "an event is too long" };
    if (isForParser) pushToParser(all);
    else if (whole > 0) readEvents(all.subarray(0, whole));
  }

  return {
    push(bytes) {
      unread.push(bytes);
    },
    end() {
      read();
      const before = trouble;
      for (const bytes of unread) pushToParser(bytes);
      unread = [];
      parser.end();
      const finished = done || passed.finishReason !== null;
      // An event that the end of the connection broke off is a cut, not a mistake of the provider.
      if (trouble === null || (before === null && trouble.kind === "malformed")) {
        trouble = finished ? null : { kind: "cut", reason: "the stream ended without a finish reason" };
      }
      if (trouble === null && !done) finish();
    },
    take() {
      read();
      const taken = events;
      events = [];
      return { events: taken, trouble };
    },
    get done() {
      return done;
    },
    get finished() {
      return done || passed.finishReason !== null;
    },
    get passed() {
      const characters = count === 0 ? 0 : length - count * shortest;
      const tokens = Math.max(count, Math.ceil(characters / charactersPerToken));
      const model = last?.model;
      return { ...passed, tokens, answeredBy: typeof model === "string" ? model : null };
    },
  };
}

function event(data: string): Buffer {
  return Buffer.from(`data: ${data}\n\n`);
}

function countEvents(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf("\n\n"); at !== -1 && at < end; at = text.indexOf("\n\n", at + 2)) count += 1;
  return count;
}

/** A chunk that came for its usage alone. */
function saysNothing(chunk: Json): boolean {
  if (finishReasonOf(chunk) !== null) return false;
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
  if (!isRecord(choice) || !isRecord(choice.delta)) return true;
  return Object.entries(choice.delta).every(([name, value]) => name === "role" || value === "" || value === null);
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
