/** Ids, names and numbers of what is done; never anything that a person or a model wrote. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export type Span = {
  set(attributes: SpanAttributes): void;
  /** @param reason a short code, e.g. an `AppErrorCode`. */
  fail(reason: string): void;
};

export type SpanOptions = {
  name: string;
  /** `server`: answers another program; `client`: waits for one. */
  kind?: "internal" | "server" | "client";
  attributes?: SpanAttributes;
  /** The caller's own span, as its `traceparent` header says it (W3C Trace Context); else the one around this, if any. */
  traceparent?: string | undefined;
};

/** Tells how long what is done takes, and what caused it. */
export type Tracer = {
  /** Runs `work` in a span that lasts until it is done; what it throws passes through and marks the span as failed. */
  span<T>(options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T>;
};

const unseen: Span = { set: () => undefined, fail: () => undefined };

/** Where nobody asked for traces. */
export const noTracer: Tracer = { span: (_options, work) => work(unseen) };
