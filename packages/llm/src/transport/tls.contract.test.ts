import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { generate } from "selfsigned";
import { expect, it } from "vitest";
import { framesOf } from "../testing/frames.ts";
import { ask, testConfig, testLlm } from "../testing/harness.ts";
import { lorem } from "../testing/index.ts";

const certificate = await generate([{ name: "commonName", value: "localhost" }], {
  extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] }],
});

async function startTls(): Promise<{ baseUrl: string; close(): void; connections(): number }> {
  const connections = new Set<unknown>();
  const frames = framesOf({ tokens: 200 }, "m", 1);
  const server = createServer({ key: certificate.private, cert: certificate.cert }, (request, response) => {
    request.resume();
    if (request.method !== "POST") {
      response.writeHead(404).end();
      return;
    }
    connections.add(request.socket);
    response.writeHead(200, { "content-type": "text/event-stream" });
    let next = 0;
    const timer = setInterval(() => {
      const piece = frames.pieces[next];
      next += 1;
      if (piece !== undefined) response.write(piece);
      else {
        clearInterval(timer);
        response.end(frames.ending);
      }
    }, 1);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `https://localhost:${port}/v1`, close: () => server.close(), connections: () => connections.size };
}

it("refuses a server whose certificate nobody vouches for", async () => {
  const server = await startTls();
  const llm = testLlm(testConfig(server.baseUrl));
  const { outcome } = await ask(llm, { model: "openrouter/m" });
  expect(outcome.error).toMatchObject({ code: "MODEL_UNAVAILABLE" });
  expect(outcome.error?.detail).toContain("SELF_SIGNED");
  llm.close();
  server.close();
});

it("streams over TLS as without, and keeps the connection for the next answer", async () => {
  setDefaultCACertificates([...getCACertificates("default"), certificate.cert]);
  const server = await startTls();
  const llm = testLlm(testConfig(server.baseUrl));
  for (let i = 0; i < 2; i++) {
    const { outcome, text, deltas } = await ask(llm, { model: "openrouter/m" });
    expect(outcome.status).toBe("complete");
    expect(text).toBe(lorem(200));
    expect(deltas.length).toBeLessThan(60);
  }
  expect(server.connections()).toBe(1);
  llm.close();
  server.close();
});
