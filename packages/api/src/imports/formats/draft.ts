import type { MessagePart, RunStatus } from "../../messages/messages.schema.ts";
import type { ImportSource, Loss, SkipReason } from "../imports.schema.ts";

/** How an answer came to be, as far as its source says. */
export type DraftRun = {
  status: Exclude<RunStatus, "queued" | "streaming">;
  /** `provider/model`. */
  model: string;
  answeredBy: string | null;
  inputTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
  costMicros: number | null;
  firstTokenMs: number | null;
  durationMs: number | null;
  finishReason: string | null;
  error: { code: string; params: Record<string, string | number> } | null;
};

export type DraftMessage = {
  /** The id that the source gives it. */
  id: string;
  parentId: string | null;
  role: "user" | "assistant" | "system";
  /** Empty: it holds nothing that can be kept, and those below it move up. */
  parts: MessagePart[];
  createdAt: Date | null;
  run: DraftRun | null;
};

/** A conversation as it was read from a file: nothing about its tree is checked yet. */
export type Draft = {
  source: ImportSource;
  /** The id that the source gives it. */
  sourceId: string;
  title: string | null;
  model: string | null;
  pinned: boolean;
  archived: boolean;
  createdAt: Date | null;
  updatedAt: Date | null;
  /** The end of the branch that its owner saw last; null: the source does not say. */
  headId: string | null;
  /** In the file's order. */
  messages: DraftMessage[];
  lost: Loss[];
  /** Whether what an assistant wrote in several steps becomes one message, and what holds nothing goes. */
  tidy: boolean;
};

/** An entry that is not taken over, and why. */
export class BadEntry extends Error {
  override readonly name = "BadEntry";
  readonly reason: SkipReason;

  constructor(reason: SkipReason) {
    super(reason);
    this.reason = reason;
  }
}

/** An answer of which the source says no more than its model. */
export function runOf(provider: string, model: string | null): DraftRun {
  return {
    status: "complete",
    model: `${provider}/${model ?? "unknown"}`.slice(0, 200).toWellFormed(),
    answeredBy: null,
    inputTokens: null,
    outputTokens: null,
    reasoningTokens: null,
    costMicros: null,
    firstTokenMs: null,
    durationMs: null,
    finishReason: null,
    error: null,
  };
}
