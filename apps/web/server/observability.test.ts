import { startCollector } from "@causerie/api/testing";
import { describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./testing/server.ts";

const metricsToken = "a-token-of-the-tests";
const secretText = "what nobody but Ada may read";

const scrape = (server: TestServer, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}/api/metrics`, { headers });
/** What one line of the metrics says; undefined: there is no such line. */
async function readMetric(server: TestServer, line: string): Promise<number | undefined> {
  const text = await (await scrape(server, { authorization: `Bearer ${metricsToken}` })).text();
  const found = text.split("\n").find((row) => row.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}
const ask = (server: TestServer, content = secretText) =>
  server.post("/api/trpc/chat.send", JSON.stringify({ content }), server.bearer);

describe("metrics", () => {
  test("are not there without a token of the operator's", async () => {
    await using server = await startTestServer();
    expect((await scrape(server, { authorization: "Bearer undefined" })).status).toBe(404);
    expect((await scrape(server, { authorization: "Bearer " })).status).toBe(404);
  });

  test("are for who brings the token alone, and count what was done, with few labels", async () => {
    await using server = await startTestServer({ metricsToken }, { withMetrics: true });
    const key = await server.apiKey(["usage:read"]);
    for (const authorization of [
      "",
      "Bearer",
      "Bearer x",
      `Basic ${metricsToken}`,
      `Bearer ${key}`,
      server.bearer.authorization,
    ]) {
      const refused = await scrape(server, { authorization });
      expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    }
    server.app.upstream.default({ text: "Hello.", usage: true });
    expect((await ask(server)).status).toBe(200);
    for (let i = 0; i < 5; i++) await fetch(`${server.origin}/nothing-${i}`);
    await fetch(`${server.origin}/api/trpc/no.such`, { headers: server.bearer });
    await expect.poll(() => readMetric(server, 'causerie_runs_ended_total{state="complete"}')).toBe(1);
    const expected = {
      'causerie_http_requests_total{route="/api/trpc/chat.send",method="POST",status="200"}': 1,
      'causerie_http_requests_total{route="/api/trpc/(unknown)",method="GET",status="404"}': 1,
      'causerie_http_requests_total{route="(page)",method="GET",status="200"}': 5,
      'causerie_http_requests_total{route="/api/metrics",method="GET",status="401"}': 6,
      'causerie_model_calls_total{provider="openrouter",purpose="chat",outcome="complete"}': 1,
      'causerie_runs{state="streaming"}': 0,
      'causerie_database_connections{state="waiting"}': 0,
    };
    for (const [line, value] of Object.entries(expected)) expect(await readMetric(server, line), line).toBe(value);
    // The conversation's name is asked for as well, sooner or later.
    for (const name of ["first_token_seconds_count", "model_call_duration_seconds_count"]) {
      expect(await readMetric(server, `causerie_${name}{provider="openrouter"}`), name).toBeGreaterThan(0);
    }
    expect(await readMetric(server, 'causerie_tokens_total{provider="openrouter",direction="output"}')).toBeGreaterThan(
      0,
    );
    expect(await readMetric(server, "nodejs_eventloop_lag_p99_seconds")).toBeGreaterThanOrEqual(0);
    const text = await (await scrape(server, { authorization: `Bearer ${metricsToken}` })).text();
    expect(text).not.toContain("nothing-1");
    expect(text).not.toContain(secretText);
  });
});

describe("traces", () => {
  test("lead from a request to its procedure, the database and the model, with ids and no content", async () => {
    const collector = await startCollector();
    const tracer = await collector.tracer("causerie-test");
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    {
      await using server = await startTestServer({}, { tracer });
      const content = JSON.stringify({ content: secretText });
      const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
      await server.post("/api/trpc/chat.send", content, { ...server.bearer, traceparent });
      await server.post("/api/trpc/chat.send", JSON.stringify({ content: "" }), server.bearer);
      await fetch(`${server.origin}/api/health/live`);
      await expect.poll(() => server.app.upstream.requests.length).toBeGreaterThan(0);
    }
    await tracer.close();
    const { spans } = collector;
    const mine = spans.filter((span) => span.traceId === traceId);
    const named = (name: string) => mine.find((span) => span.name === name);
    const request = named("POST /api/trpc/chat.send");
    const procedure = named("chat.send");
    const model = named("chat openrouter");
    expect(request).toMatchObject({
      parentSpanId: "b7ad6b7169203331",
      attributes: { "http.response.status_code": 200, "http.route": "/api/trpc/chat.send" },
      service: { "service.name": "causerie-test" },
    });
    expect(procedure?.parentSpanId).toBe(request?.spanId);
    expect(named("database: as a person")?.parentSpanId).toBe(procedure?.spanId);
    expect(model?.attributes).toMatchObject({ "gen_ai.request.model": "openrouter/fake/fast" });
    expect(model?.attributes["causerie.run.id"]).toMatch(/^run_/);
    expect(model?.attributes["gen_ai.conversation.id"]).toMatch(/^conv_/);
    const refused = spans.find((span) => span.name === "chat.send" && span.traceId !== traceId);
    expect(refused).toMatchObject({ status: { code: 2 }, attributes: { "error.type": "MESSAGE_EMPTY" } });
    expect(spans.some((span) => span.name.includes("health"))).toBe(false);
    expect(collector.received[0]).toMatchObject({ path: "/v1/traces", headers: { "x-token": "of the tests" } });
    for (const { text } of collector.received) {
      expect(text).not.toContain(secretText);
      expect(text).not.toContain("ada@example.org");
    }
    await collector.close();
  });

  test("of several processes stand side by side, and a collector that is away holds nothing up", async () => {
    const collector = await startCollector();
    const [first, second] = [await collector.tracer("first"), await collector.tracer("second")];
    await Promise.all([first, second].map((tracer) => tracer.span({ name: "work" }, async () => undefined)));
    await Promise.all([first.close(), second.close()]);
    expect(new Set(collector.spans.map(({ service }) => service["service.instance.id"])).size).toBe(2);
    expect(collector.spans.map(({ service }) => service["service.name"]).sort()).toEqual(["first", "second"]);
    const late = await collector.tracer();
    await collector.close();
    expect(await late.span({ name: "work" }, async () => "done")).toBe("done");
    await late.close();
  });
});
