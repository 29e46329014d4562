import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { isAppError } from "@causerie/core";
import type { Span, Tracer } from "@causerie/core/server";
import type { Context } from "@opentelemetry/api";

export type TracingOptions = {
  /** Where the collector listens, e.g. `http://127.0.0.1:4318`; traces go to `/v1/traces` below it. */
  endpoint: string;
  headers: Record<string, string>;
  serviceName: string;
  /** How many of a thousand traces are kept, by chance. What a caller's `traceparent` says goes first. */
  perThousand: number;
};

/** How long spans are collected before they are sent, and how long a stopping process waits to send the last. */
const sendEveryMs = 2_000;
const lastChanceMs = 2_000;

/** `00-TRACE-SPAN-FLAGS` (W3C Trace Context). */
const parentForm = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/**
 * Traces for an OpenTelemetry collector. Its packages are loaded here and nowhere else, so that who wants no traces does not
 * wait for them.
 */
export async function startTracing(options: TracingOptions): Promise<Tracer & { close(): Promise<void> }> {
  const [api, sdk, { resourceFromAttributes }, { OTLPTraceExporter }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/exporter-trace-otlp-http"),
  ]);
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = api;
  const kinds = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT };
  const exporter = new OTLPTraceExporter({
    url: `${options.endpoint.replace(/\/+$/, "")}/v1/traces`,
    headers: options.headers,
  });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      "service.name": options.serviceName,
      "service.instance.id": randomUUID(),
      "process.pid": process.pid,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(options.perThousand / 1000) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, scheduledDelayMillis: sendEveryMs })],
  });
  const tracer = provider.getTracer("causerie");
  const current = new AsyncLocalStorage<Context>();

  function parentOf(traceparent: string | undefined): Context {
    const [, traceId, spanId, flags] = parentForm.exec(traceparent ?? "") ?? [];
    if (!traceId || !spanId || !flags) return current.getStore() ?? ROOT_CONTEXT;
    const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
    return trace.setSpanContext(ROOT_CONTEXT, remote);
  }

  return {
    async span({ name, kind = "internal", attributes = {}, traceparent }, work) {
      const parent = parentOf(traceparent);
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, parent);
      const fail = (reason: string) => {
        span.setAttribute("error.type", reason);
        span.setStatus({ code: SpanStatusCode.ERROR });
      };
      const shown: Span = { set: (more) => span.setAttributes(more), fail };
      try {
        return await current.run(trace.setSpan(parent, span), () => work(shown));
      } catch (error) {
        // Its message may quote what a person wrote.
        fail(isAppError(error) ? error.code : error instanceof Error ? error.name : "unknown");
        throw error;
      } finally {
        span.end();
      }
    },
    async close() {
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, lastChanceMs);
      });
      // A collector that is away must not hold up the stop.
      await Promise.race([provider.shutdown().catch(() => undefined), enough]);
      clearTimeout(timer);
    },
  };
}
