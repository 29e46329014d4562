import type { IncomingMessage, ServerResponse } from "node:http";
import type { App } from "@causerie/api";
import { routeName } from "./route-names.ts";

/** Asked for every few seconds or for each page: they would drown the rest. */
const untraced = new Set(["/_next", "/api/health", "/api/metrics"]);

/** Counts a request once it is answered, and lets it be seen in traces with all that `work` does. */
export function observeRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: { app: App; path: string; requestId: string; work: () => Promise<void> },
): void {
  const { app, path, requestId, work } = context;
  const { tracer, metrics } = app;
  const method = request.method ?? "GET";
  const route = metrics || app.isTraced ? routeName(path) : "";
  if (metrics) {
    const began = performance.now();
    response.once("close", () => {
      const isStream = String(response.getHeader("content-type") ?? "").startsWith("text/event-stream");
      const seconds = isStream ? null : (performance.now() - began) / 1000;
      // Who left before the first byte was sent got no status: 499, as proxies write it.
      metrics.request({ route, method, status: response.headersSent ? response.statusCode : 499, seconds });
    });
  }
  if (untraced.has(route)) {
    void work();
    return;
  }
  const attributes = { "http.request.method": method, "http.route": route, "causerie.request.id": requestId };
  const traceparent = request.headers.traceparent;
  const options = { name: `${method} ${route}`, kind: "server", attributes } as const;
  void tracer.span(
    { ...options, traceparent: typeof traceparent === "string" ? traceparent : undefined },
    async (span) => {
      await work();
      span.set({ "http.response.status_code": response.statusCode });
      if (response.statusCode >= 500) span.fail(String(response.statusCode));
    },
  );
}
