import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}, signal: AbortSignal | null = null) =>
  fetch(`${server.origin}/api/v1${path}`, { headers: { ...server.bearer, ...headers }, signal });

async function send(content: string): Promise<{ runId: string; conversationId: string }> {
  return (await server.post("/api/v1/runs", JSON.stringify({ content }), server.bearer)).json();
}

/** What a stream brings up to a text in it, or up to its end. */
async function read(response: Response, until?: string): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (until !== undefined && text.includes(until)) break;
  }
  return text;
}

const deltasOf = (stream: string) =>
  [...stream.matchAll(/^data: (\{"type":"delta".*\})$/gm)].map(([, json = ""]): string => JSON.parse(json).text);

test("another's run, or none, is refused with a status before any stream begins", async () => {
  const response = await get("/runs/run_01jd3w00000000000000000000/events");
  expect([response.status, response.headers.get("content-type")]).toEqual([
    404,
    "application/problem+json; charset=utf-8",
  ]);
});

test("a run is streamed, its client goes away, and comes back to the rest", async () => {
  const { runId } = await send('Tell me [[fake: text="one two three four five six" chunks=6 intervalMs=40]]');
  const leave = new AbortController();
  const begun = await read(await get(`/runs/${runId}/events`, {}, leave.signal), '"type":"delta"').finally(() =>
    leave.abort(),
  );
  const [id] = /^id: (\S+)$/m.exec(begun)?.slice(1) ?? [];
  expect(id).toMatch(new RegExp(`^${runId}\\.\\d+$`));
  // Leaving detaches: the run goes on, and the stream goes on right after what was seen.
  const rest = await read(await get(`/runs/${runId}/events`, { "last-event-id": id ?? "" }));
  expect(rest).toMatch(/event: return\ndata: \n\n$/);
  expect(rest).toContain('"status":"complete"');
  const state: { message: { parts: unknown[] } } = await (await get(`/runs/${runId}`)).json();
  expect(state).toMatchObject({ status: "complete", message: { parts: [{ text: "one two three four five six" }] } });
  expect("one two three four five six".endsWith(deltasOf(rest).join(""))).toBe(true);
});

test("a run that is stopped ends its stream", async () => {
  const { runId } = await send("Tell me [[fake: stall after=1]]");
  const stream = await get(`/runs/${runId}/events`);
  const stopped = await server.post(`/api/v1/runs/${runId}/stop`, "", server.bearer);
  expect(await stopped.json()).toEqual({ stopped: true });
  expect(await read(stream)).toContain('"status":"stopped"');
});
