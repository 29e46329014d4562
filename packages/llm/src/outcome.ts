import type { Clock } from "@causerie/core";
import type { DeltaKind, Failure, FinishReason, Outcome, Usage } from "./types.ts";

export const noUsage: Usage = {
  inputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  costMicros: null,
  billedMicros: null,
};

/** Collects what an {@link Outcome} needs while an answer streams. */
export type Recorder = {
  delta(kind: DeltaKind, text: string): void;
  /** Whether a delta of either kind has passed. */
  readonly started: boolean;
  /** Whether text, and not only reasoning, has passed. */
  readonly hasText: boolean;
  complete(finishReason: FinishReason, answeredBy: string | null, usage: Usage): Outcome;
  stopped(answeredBy: string | null): Outcome;
  failed(error: Failure, answeredBy: string | null, usage?: Usage, finishReason?: FinishReason): Outcome;
};

export function createRecorder(clock: Clock, onDelta: (kind: DeltaKind, text: string) => void): Recorder {
  const startedAt = clock.monotonic();
  let firstTokenMs: number | null = null;
  let hasText = false;
  function close(rest: Omit<Outcome, "firstTokenMs" | "durationMs">): Outcome {
    return { ...rest, firstTokenMs, durationMs: Math.round(clock.monotonic() - startedAt) };
  }
  return {
    delta(kind, text) {
      if (text === "") return;
      firstTokenMs ??= Math.round(clock.monotonic() - startedAt);
      hasText ||= kind === "text";
      onDelta(kind, storable(text));
    },
    get started() {
      return firstTokenMs !== null;
    },
    get hasText() {
      return hasText;
    },
    complete: (finishReason, answeredBy, usage) => close({ status: "complete", finishReason, answeredBy, usage }),
    stopped: (answeredBy) => close({ status: "stopped", finishReason: null, answeredBy, usage: noUsage }),
    failed: (error, answeredBy, usage = noUsage, finishReason = "error") =>
      close({ status: "failed", finishReason, error, answeredBy, usage }),
  };
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; a model can emit both. Each becomes U+FFFD. */
function storable(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes("\0") ? wellFormed.replaceAll("\0", "\uFFFD") : wellFormed;
}
