import type { IncomingMessage } from "node:http";
import { type CompletionReader, createCompletionReader, type Passed } from "../completions/completion-reader.ts";
import type { CompletionOptions } from "../types.ts";
import { readAll } from "./bounded-body.ts";
import { finishReasonOf, isRecord } from "./chunk.ts";
import { createOutgoing, type Message, type OutgoingOptions, reasonOf, unexpectedJson } from "./outgoing.ts";
import type { Trouble } from "./trouble.ts";

/** An error's body is read up to here; the rest says nothing more. */
const errorBodyLimit = 64 * 1024;
/** Bytes of an answer that is not streamed. */
const bodyLimit = 64 * 1024 * 1024;
const nothing: Passed = { answeredBy: null, finishReason: null, usage: null, tokens: 0 };

export type RelayOptions = Pick<OutgoingOptions, "signal" | "timeouts" | "agents"> & {
  message: Message;
  stream: boolean;
  includeUsage: boolean;
  /** As {@link CompletionOptions.onEvents}. While the promise is open nothing more is read. */
  onEvents: CompletionOptions["onEvents"];
  /** The longest answer, in bytes of events. */
  answerLimit: number;
};

/** A provider's answer that says no, by its status. */
export type StatusRefusal = { status: number; text: string; retryAfter: string | undefined };

export type Relayed = {
  passed: Passed;
  /** A whole answer that was not streamed, as JSON text. */
  body: string | null;
  refusal: StatusRefusal | null;
  trouble: Trouble | null;
};

/** Sends one request to a provider and hands its answer on as it comes. Never rejects. */
export function relay(options: RelayOptions): Promise<Relayed> {
  return new Promise((resolve) => {
    const { stream, timeouts } = options;
    let reader: CompletionReader | null = null;
    const settle = (result: Partial<Relayed>) =>
      resolve({ passed: reader?.passed ?? nothing, body: null, refusal: null, trouble: null, ...result });
    const outgoing = createOutgoing({
      ...options,
      // Who does not stream hears nothing before the whole answer is written.
      timeouts: stream ? timeouts : { ...timeouts, firstTokenMs: timeouts.firstTokenWithKeepAliveMs },
      onResponse,
      onFail: (trouble) => settle({ trouble }),
    });

    function end(result: Partial<Relayed>): void {
      outgoing.release();
      settle(result);
    }

    function onResponse(response: IncomingMessage): void {
      const status = response.statusCode ?? 0;
      const isJson = (response.headers["content-type"] ?? "").includes("json");
      if (status === 200 && stream && !isJson) {
        reader = readEvents(response, options, { ...outgoing, onEnd: () => end({}) });
        return;
      }
      readAll(response, status === 200 ? bodyLimit : errorBodyLimit).then(
        (text) => {
          if (status !== 200) end({ refusal: { status, text, retryAfter: response.headers["retry-after"] } });
          else if (stream) outgoing.fail(unexpectedJson(text));
          else onBody(text);
        },
        (error: unknown) => outgoing.fail({ kind: "cut", reason: reasonOf(error) }),
      );
    }

    function onBody(text: string): void {
      const value = parse(text);
      if (!isRecord(value) || !Array.isArray(value.choices) || value.choices.length === 0) {
        outgoing.fail(unexpectedJson(text));
        return;
      }
      const { model, usage } = value;
      // Keep-alive white space in front.
      const body = text.trimStart();
      const passed = {
        answeredBy: typeof model === "string" ? model : null,
        finishReason: finishReasonOf(value),
        usage: isRecord(usage) ? usage : null,
        tokens: Math.ceil(body.length / 4),
      };
      end({ passed, body });
    }

    outgoing.send(options.message);
  });
}

type Steps = Pick<ReturnType<typeof createOutgoing>, "fail" | "onSignOfLife" | "onAnswerBegun"> & { onEnd(): void };

/** Reads a response's events and hands them on, all of one read from the socket at a time. */
function readEvents(response: IncomingMessage, options: RelayOptions, steps: Steps): CompletionReader {
  const { timeouts, onEvents } = options;
  const reader = createCompletionReader({ includeUsage: options.includeUsage, bytes: options.answerLimit });
  let stallTimer: NodeJS.Timeout | null = null;
  let ended = false;
  let scheduled = false;
  let held = false;

  function take(): void {
    const { events, trouble } = reader.take();
    if (events.length > 0) {
      if (stallTimer === null) {
        steps.onAnswerBegun();
        stallTimer = setTimeout(onStall, timeouts.betweenTokensMs);
      } else {
        stallTimer.refresh();
      }
      const [first] = events;
      const whole = events.length === 1 && first ? first : Buffer.concat(events);
      const wait = onEvents(whole, reader.done);
      if (wait) hold(wait);
    } else if (stallTimer === null) {
      steps.onSignOfLife();
    }
    if (trouble !== null) end(trouble);
    else if (reader.done) end(null);
  }

  function hold(wait: Promise<void>): void {
    held = true;
    response.pause();
    void wait.then(() => {
      held = false;
      stallTimer?.refresh();
      response.resume();
    });
  }

  function end(trouble: Trouble | null): void {
    if (ended) return;
    ended = true;
    if (trouble === null) steps.onEnd();
    else steps.fail(trouble);
    if (response.complete || trouble !== null) stop();
    // Its connection is used again once its end has come, which it has said is near.
    else response.resume();
  }

  function stop(): void {
    if (stallTimer !== null) clearTimeout(stallTimer);
  }

  function onStall(): void {
    // It is the reader of what is handed on who is slow.
    if (held) {
      stallTimer?.refresh();
      return;
    }
    end(reader.finished ? null : { kind: "stalled", afterMs: timeouts.betweenTokensMs });
    response.destroy();
  }

  function onRead(): void {
    scheduled = false;
    if (!ended) take();
  }

  response.on("data", (bytes: Buffer) => {
    if (ended) return;
    reader.push(bytes);
    // One `data` event a chunk of the encoding: all that one read held goes on together.
    if (!scheduled) setImmediate(onRead);
    scheduled = true;
  });
  response.on("end", () => {
    stop();
    if (ended) return;
    reader.end();
    take();
    end(null);
  });
  response.on("error", () => {
    end(reader.finished ? null : { kind: "cut", reason: "the connection broke" });
    stop();
  });
  response.once("close", stop);
  return reader;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
