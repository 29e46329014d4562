import { createServer, type Server } from "node:http";
import { silentLogger } from "@causerie/core/server";
import { createTestClock } from "@causerie/core/testing";
import { afterEach, expect, it } from "vitest";
import { createLlm } from "../llm.ts";
import { ask, testConfig, testLlm } from "../testing/harness.ts";

let server: Server | null = null;

/** What Ollama answers when it is asked for its version and its models. */
function startOllama(models: string[], port = 0): Promise<string> {
  const started = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/api/version") response.end('{"version":"0.9.0"}');
    else if (request.url === "/v1/models") response.end(JSON.stringify({ data: models.map((id) => ({ id })) }));
    else response.writeHead(404).end();
  });
  server = started;
  return new Promise((resolve) => {
    started.listen(port, "127.0.0.1", () => {
      const address = started.address();
      resolve(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
    });
  });
}

function stopOllama(): Promise<void> {
  const stopped = server;
  server = null;
  return new Promise((resolve) => {
    if (stopped === null) return resolve();
    stopped.close(() => resolve());
    stopped.closeAllConnections();
  });
}
afterEach(stopOllama);

const config = (ollamaUrl: string) => ({ ...testConfig(""), openRouter: null, compatible: null, ollamaUrl });

it("leaves the guide where nobody listens, or where no model is installed", async () => {
  for (const url of ["http://127.0.0.1:9", await startOllama([])]) {
    const llm = testLlm(config(url));
    expect((await llm.listModels()).map((model) => model.id)).toEqual(["guide/guide"]);
    expect(llm.defaultModel).toBe("guide/guide");
    llm.close();
  }
});

it("is not looked for where something is configured", async () => {
  const url = await startOllama(["llama3.2"]);
  const llm = testLlm({ ...testConfig("http://127.0.0.1:9/v1"), openRouter: null, ollamaUrl: url });
  expect((await llm.listModels()).map((model) => model.id)).toEqual(["compatible/mistral-small"]);
  expect((await ask(llm, { model: "ollama/llama3.2" })).outcome.error?.code).toBe("MODEL_UNKNOWN");
  llm.close();
});

it("takes the guide's place when it is there", async () => {
  const llm = testLlm(config(await startOllama(["llama3.2", "qwen3"])));
  expect((await llm.listModels()).map((model) => model.id)).toEqual(["ollama/llama3.2", "ollama/qwen3"]);
  expect(llm.defaultModel).toBe("ollama/llama3.2");
  expect(llm.titleModel("ollama/qwen3")).toBe("ollama/qwen3");
  llm.close();
});

it("is found when it is started later, and given up when it is stopped", async () => {
  const url = await startOllama(["llama3.2"]);
  await stopOllama();
  const clock = createTestClock();
  const llm = createLlm(config(url), { logger: silentLogger, clock });
  await llm.listModels();
  expect(llm.defaultModel).toBe("guide/guide");
  await startOllama(["llama3.2"], Number(new URL(url).port));
  const later = () => {
    clock.advance(61_000);
    return llm.defaultModel;
  };
  await expect.poll(later).toBe("ollama/llama3.2");
  await stopOllama();
  await expect.poll(later).toBe("guide/guide");
  llm.close();
});
