import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { startTracing } from "../telemetry/otel-tracer.ts";

const value = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.number(), z.string()]).optional(),
  doubleValue: z.number().optional(),
});
const attributes = z.array(z.object({ key: z.string(), value }));
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes,
  status: z.object({ code: z.number().optional() }),
});
const body = z.object({
  resourceSpans: z.array(
    z.object({ resource: z.object({ attributes }), scopeSpans: z.array(z.object({ spans: z.array(span) })) }),
  ),
});

export type CollectedSpan = Omit<z.infer<typeof span>, "attributes"> & {
  attributes: Record<string, string | number | undefined>;
  service: Record<string, string | number | undefined>;
};

/** A collector of traces that speaks OTLP over HTTP in JSON, and keeps what it gets. */
export async function startCollector() {
  const spans: CollectedSpan[] = [];
  const received: { path: string; headers: NodeJS.Dict<string | string[]>; text: string }[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString("utf8");
    received.push({ path: request.url ?? "", headers: request.headers, text });
    for (const { resource, scopeSpans } of body.parse(JSON.parse(text)).resourceSpans) {
      const service = toRecord(resource.attributes);
      for (const found of scopeSpans.flatMap((scope) => scope.spans)) {
        spans.push({ ...found, attributes: toRecord(found.attributes), service });
      }
    }
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    spans,
    received,
    /** What a process sends its traces by. */
    tracer: (serviceName = "causerie") =>
      startTracing({ endpoint, headers: { "x-token": "of the tests" }, serviceName, perThousand: 1000 }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function toRecord(list: z.infer<typeof attributes>): CollectedSpan["attributes"] {
  return Object.fromEntries(
    list.map(({ key, value }) => [
      key,
      value.stringValue ?? value.doubleValue ?? (value.intValue && Number(value.intValue)),
    ]),
  );
}
