import { AppError, type AppErrorCode, type Clock } from "@causerie/core";
import type { Logger } from "@causerie/core/server";
import type { ChatRequest, Outcome } from "@causerie/llm";
import type { MessageView } from "../messages/messages.schema.ts";
import type { Admission, CallOrigin, ModelCalls } from "../model-calls/model-calls.ts";
import { ActiveRun, type RunIds } from "./active-run.ts";
import { textOf } from "./answer-text.ts";
import { type AppBus, conversationTopic, runTopic } from "./conversation-events.ts";
import type { RunEnd } from "./journal.repo.ts";
import type { Journal } from "./journal.ts";
import { createProgress } from "./progress.ts";
import { createTeller } from "./teller.ts";

export type RunStart = {
  ids: RunIds;
  view: MessageView;
  request: ChatRequest;
  origin: CallOrigin;
  /** What was reserved for it with its row; absent: it has yet to be. */
  admission?: Admission;
  /** The question, when it is the first of a conversation that has no name yet. */
  firstQuestion: string | null;
};

export type RunEngine = {
  /** Whether a new run may begin: not while the server stops. Throws SHUTTING_DOWN. */
  assertAccepting(): void;
  readonly accepting: boolean;
  /** Begins to write; returns at once. The run goes on whoever leaves. */
  start(run: RunStart): void;
  get(runId: string): ActiveRun | undefined;
  /** Hears of everything that this process's runs of a conversation write, until the returned function is called. */
  onProgress(conversationId: string, listener: () => void): () => void;
  /** Another process watches this run: tells what it writes on the run's topic until `until` (monotonic, ms). */
  tell(runId: string, until: number): void;
  /** Ends a run because a person said so; false when it is not running here. */
  stop(runId: string): boolean;
  /** Gives up the runs that match, because what they belong to was deleted. */
  abandon(matches: (ids: RunIds) => boolean): void;
  readonly activeCount: number;
  /** The runs in progress here: those of which nothing has come yet, and the others. */
  counts(): { waiting: number; streaming: number };
  /** Takes no new runs, lets those in progress go on for `graceMs`, then interrupts the rest and writes them down. */
  drain(graceMs: number): Promise<void>;
};

/** Makes answers: calls the model, keeps what it writes, tells the watchers, and writes down how it ended. */
export function createRunEngine(deps: {
  modelCalls: ModelCalls;
  journal: Journal;
  bus: AppBus;
  clock: Clock;
  log: Logger;
  processId: string;
  /** Called after a run's end is committed; `waiting`: messages of its conversation wait for their turn. */
  onEnd(run: ActiveRun, message: MessageView, waiting: boolean): void;
}): RunEngine {
  const { modelCalls, journal, bus, clock, log, processId } = deps;
  const active = new Map<string, ActiveRun>();
  const finished = new Set<Promise<void>>();
  const progress = createProgress();
  const teller = createTeller({ bus, clock });
  let draining = false;

  async function execute(run: ActiveRun, { request, origin, admission }: RunStart): Promise<void> {
    const { ids } = run;
    const topic = conversationTopic(ids.conversationId);
    const outcome = await modelCalls.generate(
      origin,
      request,
      {
        signal: run.signal,
        onDelta(kind, text) {
          run.append(kind, text);
          journal.progressed(run);
          progress.tell(ids.conversationId);
          teller.progressed(run);
        },
      },
      admission,
    );
    run.answer.end();
    if (run.ending === "abandon") {
      journal.untrack(run);
      active.delete(ids.runId);
      return;
    }
    if (outcome.error) log.warn({ ...ids, code: outcome.error.code, detail: outcome.error.detail }, "answer failed");
    const end = runEnd(run, outcome, clock.now());
    const written = await journal.end(run, end);
    // Removed only now: until the end is committed, who asks for the run must find it here.
    active.delete(ids.runId);
    if (!written) return;
    const message = endedMessage(run, end);
    bus.publish(topic, { kind: "event", event: { type: "message", message } });
    if (run.followedUntil > 0) bus.publish(runTopic(ids.runId), { kind: "ended" });
    deps.onEnd(run, message, written.waiting);
  }

  return {
    assertAccepting() {
      if (draining) throw new AppError("SHUTTING_DOWN");
    },
    get accepting() {
      return !draining;
    },
    start(start) {
      const { ids, view } = start;
      const run = new ActiveRun({ ...start, renewedAt: clock.monotonic() });
      active.set(ids.runId, run);
      journal.track(run);
      bus.publish(conversationTopic(ids.conversationId), { kind: "run", processId, message: view });
      const done = execute(run, start)
        .catch((error: unknown) => {
          active.delete(ids.runId);
          journal.untrack(run);
          log.error({ ...ids, err: error }, "run broke off");
        })
        .finally(() => finished.delete(done));
      finished.add(done);
    },
    get: (runId) => active.get(runId),
    onProgress(conversationId, listener) {
      return progress.listen(conversationId, listener);
    },
    tell(runId, until) {
      const run = active.get(runId);
      if (run) teller.tell(run, until);
    },
    stop(runId) {
      const run = active.get(runId);
      run?.cancel("stop");
      return run !== undefined;
    },
    abandon(matches) {
      for (const run of active.values()) if (matches(run.ids)) run.cancel("abandon");
    },
    get activeCount() {
      return active.size;
    },
    counts() {
      const streaming = [...active.values()].filter((run) => run.length > run.baseLength).length;
      return { waiting: active.size - streaming, streaming };
    },
    async drain(graceMs) {
      draining = true;
      if (active.size > 0) {
        let timer: NodeJS.Timeout | undefined;
        const grace = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, graceMs);
        });
        await Promise.race([Promise.all(finished), grace]);
        clearTimeout(timer);
      }
      for (const run of active.values()) run.cancel("interrupt");
      await Promise.all(finished);
    },
  };
}

function runEnd(run: ActiveRun, outcome: Outcome, finishedAt: Date): RunEnd {
  const parts = run.answer.toParts();
  const { usage } = outcome;
  const { askerId: _asker, keyId: _key, ...ids } = run.ids;
  return {
    ...ids,
    status: run.ending === "interrupt" && outcome.status === "stopped" ? "interrupted" : outcome.status,
    parts,
    text: textOf(parts),
    answeredBy: outcome.answeredBy,
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    reasoningTokens: usage.reasoningTokens,
    costMicros: usage.costMicros,
    firstTokenMs: outcome.firstTokenMs === null ? null : Math.round(outcome.firstTokenMs),
    durationMs: Math.round(outcome.durationMs),
    finishReason: outcome.finishReason,
    errorCode: outcome.error?.code ?? null,
    errorParams: outcome.error?.params ?? null,
    finishedAt,
  };
}

function endedMessage(run: ActiveRun, end: RunEnd): MessageView {
  const { view } = run;
  if (!view.run) throw new AppError("INTERNAL", { message: "a run's message has no run" });
  return {
    ...view,
    parts: end.parts,
    run: {
      ...view.run,
      status: end.status,
      answeredBy: end.answeredBy,
      inputTokens: end.inputTokens,
      outputTokens: end.outputTokens,
      reasoningTokens: end.reasoningTokens,
      costMicros: end.costMicros === null ? null : Number(end.costMicros),
      firstTokenMs: end.firstTokenMs,
      durationMs: end.durationMs,
      finishReason: end.finishReason,
      error: end.errorCode ? { code: end.errorCode as AppErrorCode, params: end.errorParams ?? {} } : null,
    },
  };
}
