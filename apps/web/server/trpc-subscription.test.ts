import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { appRouter } from "@causerie/api";
import { nodeHTTPRequestHandler } from "@trpc/server/adapters/node-http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "./testing/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  server.app.upstream.default({ text: "An answer in several pieces.", chunks: 6, intervalMs: 10 });
});
afterAll(() => server[Symbol.asyncDispose]());

async function send(content: string): Promise<{ conversationId: string; runId: string }> {
  const response = await server.post("/api/trpc/chat.send", JSON.stringify({ content }), server.bearer);
  const { result }: { result: { data: { conversationId: string; runId: string } } } = await response.json();
  return result.data;
}

function streamUrl(origin: string, input: object): string {
  return `${origin}/api/trpc/chat.onEvent?input=${encodeURIComponent(JSON.stringify(input))}`;
}

/** The events of a stream until `enough`: their lines, without empty ones. */
async function read(
  url: string,
  headers: Record<string, string>,
  enough: (text: string) => boolean,
): Promise<string[]> {
  const leave = new AbortController();
  const response = await fetch(url, {
    headers: { accept: "text/event-stream", ...server.bearer, ...headers },
    signal: leave.signal,
  });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (enough(text)) break;
  }
  leave.abort();
  return text.split("\n").filter((line) => line !== "");
}

const complete = (text: string) => text.includes('"status":"complete"');

test("speaks what tRPC's own stream speaks", async () => {
  const { conversationId } = await send("Compare");
  await read(streamUrl(server.origin, { conversationId }), {}, complete);

  const reference = createServer((request, response) => {
    void nodeHTTPRequestHandler({
      router: appRouter,
      path: "chat.onEvent",
      req: request,
      res: response,
      createContext: async () =>
        server.app.createContext({
          requestId: "reference",
          address: "192.0.2.1",
          credentials: { kind: "bearer", token: server.bearer.authorization.slice("Bearer ".length) },
        }),
    });
  });
  await new Promise<void>((resolve) => reference.listen(0, "127.0.0.1", resolve));
  const { port } = reference.address() as AddressInfo;
  const theirs = await read(streamUrl(`http://127.0.0.1:${port}`, { conversationId }), {}, complete);
  const ours = await read(streamUrl(server.origin, { conversationId }), {}, complete);
  // Ours also says how soon a browser that lost the line is to come back, spread so that they don't come all at once.
  expect(ours[0]).toMatch(/^retry: \d{3}$/);
  expect(ours.slice(1)).toEqual(theirs);
  reference.closeAllConnections();
  reference.close();
});

test("goes on after the last event id, from the header or the address", async () => {
  const { conversationId, runId } = await send("Resume");
  const first = await read(streamUrl(server.origin, { conversationId }), {}, (text) => text.includes(`id: ${runId}.`));
  const lastEventId = first.find((line) => line.startsWith("id: "))?.slice(4) ?? "";
  const seen = Number(lastEventId.split(".")[1]);
  const byHeader = await read(streamUrl(server.origin, { conversationId }), { "last-event-id": lastEventId }, complete);
  const at = Number(/"at":(\d+)/.exec(byHeader.join("\n"))?.[1] ?? seen);
  expect(at).toBe(seen);
  expect(byHeader.some((line) => line.includes('"type":"run"'))).toBe(false);
  const byAddress = `${streamUrl(server.origin, { conversationId })}&lastEventId=${runId}.5`;
  expect((await read(byAddress, {}, complete)).length).toBeGreaterThan(0);
});

test.each([
  ["nobody", {}, "chat.onEvent", 401],
  ["no such procedure", { bearer: true }, "chat.nothing", 404],
  ["no subscription", { bearer: true }, "auth.me", 404],
])("refuses before it streams: %s", async (_what, { bearer }: { bearer?: boolean }, path, status) => {
  const input = encodeURIComponent(JSON.stringify({ conversationId: "conv_x" }));
  const response = await fetch(`${server.origin}/api/trpc/${path}?input=${input}`, {
    headers: { accept: "text/event-stream", ...(bearer ? server.bearer : {}) },
  });
  expect(response.status).toBe(status);
  expect(await response.json()).toHaveProperty("error.data.appCode");
});

test("input that is no JSON is refused", async () => {
  const response = await fetch(`${server.origin}/api/trpc/chat.onEvent?input=%7B`, {
    headers: { accept: "text/event-stream", ...server.bearer },
  });
  expect(response.status).toBe(400);
});

test("leaving ends the watch, and the server keeps nothing of it", async () => {
  const { conversationId } = await send("Leave");
  await read(streamUrl(server.origin, { conversationId }), {}, complete);
  await expect.poll(() => server.app.bus.listenerCount(`conversation:${conversationId}`)).toBe(0);
});

test("signing out everywhere ends the streams that are open", async () => {
  const { conversationId } = await send("Watch");
  const watching = read(streamUrl(server.origin, { conversationId }), {}, (text) => text.includes("serialized-error"));
  await expect.poll(() => server.app.bus.listenerCount(`conversation:${conversationId}`)).toBe(1);
  await server.post("/api/trpc/auth.signOutEverywhere", "{}", server.bearer);
  expect((await watching).join("\n")).toContain("SESSION_EXPIRED");
});
