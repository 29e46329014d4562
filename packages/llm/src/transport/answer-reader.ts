import type { DeltaKind } from "../types.ts";
import { finishReasonOf, isRecord, type Json, readChunk, withoutText } from "./chunk.ts";
import { createSseParser } from "./sse.ts";
import type { Trouble } from "./trouble.ts";

/** What has come since the last batch. */
type Batch = {
  /** Pieces of the answer, adjacent ones of a kind merged. */
  deltas: { kind: DeltaKind; text: string }[];
  /** Events for the provider's own parser; empty when there are none. */
  events: string;
  /** Whether a piece of the answer came, in either of the two, and not only comments or empty chunks. */
  hasAnswer: boolean;
  trouble: Trouble | null;
};

export type AnswerReader = {
  /** Takes what the network gave. `bytes` may be reused after the call. */
  push(bytes: Buffer): void;
  /** The connection ended in order. */
  end(): void;
  take(): Batch;
  /** Whether the provider has said that the answer is complete. */
  readonly finished: boolean;
};

/**
 * Reads a stream of chat completion chunks, and finds what is wrong with it.
 *
 * Text takes the short way, as deltas; everything else (who answers, finish reason, usage, what is not known here) goes
 * to the provider's own parser. Both keep their order: from the first chunk whose text only that parser can read, all
 * goes there.
 *
 * @param limits.characters the longest answer, in UTF-16 code units.
 */
export function createAnswerReader(limits: { characters: number }): AnswerReader {
  let batch: Batch = { deltas: [], events: "", hasAnswer: false, trouble: null };
  let trouble: Trouble | null = null;
  let finished = false;
  let isFirst = true;
  let allToProvider = false;
  let characters = 0;
  let half: { kind: DeltaKind; text: string } | null = null;

  const parser = createSseParser({ onEvent });

  function onEvent(data: string): void {
    if (trouble !== null) return;
    if (data === "[DONE]") {
      finished = true;
      batch.events += "data: [DONE]\n\n";
      return;
    }
    const chunk = parse(data);
    if (!isRecord(chunk)) {
      trouble = { kind: "malformed", reason: "an event is no JSON object" };
    } else if (chunk.error !== undefined && chunk.error !== null) {
      trouble = { kind: "error-chunk", error: chunk.error };
    } else {
      onChunk(chunk, data);
    }
  }

  function onChunk(chunk: Json, data: string): void {
    if (finishReasonOf(chunk) !== null) finished = true;
    const news = allToProvider ? null : readChunk(chunk);
    if (news === null) {
      allToProvider = true;
      batch.hasAnswer = true;
      count(data.length);
      batch.events += `data: ${data}\n\n`;
      return;
    }
    add("reasoning", news.reasoning);
    add("text", news.text);
    if (!news.hasMore && !isFirst) return;
    isFirst = false;
    const hasText = news.text !== "" || news.reasoning !== "";
    batch.events += `data: ${hasText ? JSON.stringify(withoutText(chunk)) : data}\n\n`;
  }

  function add(kind: DeltaKind, text: string): void {
    if (text === "") return;
    batch.hasAnswer = true;
    count(text.length);
    const last = batch.deltas.at(-1);
    if (last?.kind === kind) last.text += text;
    else batch.deltas.push({ kind, text });
  }

  function count(length: number): void {
    characters += length;
    if (characters > limits.characters) trouble ??= { kind: "too-large", limit: limits.characters };
  }

  /** Keeps back the first half of a character whose second half comes with the next chunk. */
  function joinHalves(deltas: Batch["deltas"]): void {
    const first = deltas[0];
    if (half !== null && first !== undefined) {
      if (first.kind === half.kind) first.text = half.text + first.text;
      half = null;
    }
    const last = deltas.at(-1);
    if (last === undefined || (last.text.charCodeAt(last.text.length - 1) & 0xfc00) !== 0xd800) return;
    half = { kind: last.kind, text: last.text.slice(-1) };
    last.text = last.text.slice(0, -1);
  }

  return {
    push(bytes) {
      try {
        parser.push(bytes);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        trouble ??= { kind: "malformed", reason: error.message };
      }
    },
    end() {
      const before = trouble;
      parser.end();
      // An event that the end of the connection broke off is a cut, not a mistake of the provider.
      if (trouble === null || (before === null && trouble.kind === "malformed")) {
        trouble = finished ? null : { kind: "cut", reason: "the stream ended without a finish reason" };
      }
    },
    take() {
      const taken = batch;
      batch = { deltas: [], events: "", hasAnswer: false, trouble: null };
      joinHalves(taken.deltas);
      return { ...taken, trouble };
    },
    get finished() {
      return finished;
    },
  };
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
