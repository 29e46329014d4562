import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { framesOf } from "../testing/frames.ts";
import { ask, testConfig, testLlm } from "../testing/harness.ts";

let server: Server | null = null;
const sockets = new Set<Socket>();
afterEach(() => {
  server?.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});

const frames = framesOf({ text: "Hello." }, "m", 1);
const body = Buffer.concat([...frames.pieces, frames.ending]);
const response = `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

/** A server that sees bare requests; `onRequest` gets each with its number on its connection and overall. */
async function startServer(
  onRequest: (socket: Socket, onConnection: number, overall: number) => void,
): Promise<string> {
  let overall = 0;
  const started = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    let onConnection = 0;
    socket.on("data", (bytes) => {
      if (!bytes.includes("chat/completions")) return;
      onConnection += 1;
      overall += 1;
      onRequest(socket, onConnection, overall);
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/v1`;
}

const ready = (baseUrl: string) =>
  testLlm(testConfig(baseUrl, { openRouter: null, compatible: { baseUrl, models: ["m"] } }));

it("gives up when every connection breaks before an answer, after one retry", async () => {
  let asked = 0;
  const llm = ready(
    await startServer((socket) => {
      asked += 1;
      socket.resetAndDestroy();
    }),
  );
  const { outcome } = await ask(llm, { model: "compatible/m" });
  expect(outcome.error).toMatchObject({ code: "MODEL_UNAVAILABLE" });
  expect(asked).toBe(2);
  llm.close();
});

it("asks again at once when a kept connection turns out to be closed", async () => {
  const seen: number[][] = [];
  const llm = ready(
    await startServer((socket, onConnection, overall) => {
      seen.push([onConnection, overall]);
      if (onConnection === 2) socket.resetAndDestroy();
      else socket.write(response);
    }),
  );
  expect((await ask(llm, { model: "compatible/m" })).text).toBe("Hello.");
  const second = await ask(llm, { model: "compatible/m" });
  expect(second.text).toBe("Hello.");
  // Sooner than any retry.
  expect(second.outcome.durationMs).toBeLessThan(500);
  expect(seen).toEqual([
    [1, 1],
    [2, 2],
    [1, 3],
  ]);
  llm.close();
});

it("reads a kept connection's next answer that comes in the same breath", async () => {
  const llm = ready(await startServer((socket) => socket.write(response)));
  for (let i = 0; i < 20; i++) expect((await ask(llm, { model: "compatible/m" })).text).toBe("Hello.");
  expect(sockets.size).toBeLessThanOrEqual(2);
  llm.close();
});
