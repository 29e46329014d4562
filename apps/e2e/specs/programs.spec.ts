import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import { startAppServer } from "../fixtures/app-server.ts";
import { makeDataDir, removeDataDir } from "../fixtures/data-dir.ts";
import { register, registerAdmin } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { told, upstreamEnv } from "../fixtures/upstream.ts";

const root = path.join(import.meta.dirname, "../../..");
const run = promisify(execFile);

test("the example of the client's README runs as it is written", async ({ server, upstream }, testInfo) => {
  const readme = await readFile(path.join(root, "packages/client/README.md"), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1];
  expect(example).toBeDefined();
  // Below this workspace, so that the package is found by its name.
  const file = testInfo.outputPath("example.ts");
  await writeFile(file, example ?? "");
  const { email, password } = await register(server.url);
  upstream.default({ text: "An informal, literate talk.", intervalMs: 10 });
  try {
    const { stdout, stderr } = await run(process.execPath, [file], {
      env: { PATH: process.env.PATH, EMAIL: email, PASSWORD: password, BASE_URL: server.url },
    });
    expect(stdout).toMatch(/^An informal, literate talk\.\n\d+ tokens\n$/);
    expect(stderr).toBe("");
  } finally {
    upstream.reset();
  }
});

test("a program reads an answer as it comes, and is told what goes wrong", async ({ server }) => {
  const { client } = await register(server.url);
  const answer = await client.ask(told({ text: "One. Two. Three.", reasoning: "Counting.", intervalMs: 30 }));
  const pieces: string[] = [];
  for await (const piece of answer.pieces()) pieces.push(`${piece.kind}: ${piece.text}`);
  expect(pieces.length).toBeGreaterThan(2);
  expect(
    pieces
      .filter((piece) => piece.startsWith("text"))
      .map((piece) => piece.slice(6))
      .join(""),
  ).toBe("One. Two. Three.");
  expect(answer.message?.run).toMatchObject({ status: "complete" });

  const { conversationId } = answer;
  const failing = await client.ask(told({ text: "Kept.", fault: "cut", after: 1 }), { conversationId });
  const read = async () => {
    for await (const _text of failing);
  };
  await expect(read()).rejects.toMatchObject({ code: "MODEL_BAD_STREAM" });
  await expect(client.ask("   ", { conversationId })).rejects.toMatchObject({ code: "MESSAGE_EMPTY", status: 400 });
});

test("what the description of the interface shows can be copied", async ({ page, context, server }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${server.url}/docs/api?q=exchange-key`);
  await page.getByRole("button", { name: "Copy the request" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^curl .*\/auth\/exchange-key/);
});

test("the same client works in a browser", async ({ page, server }) => {
  const bundle = await rolldown({ input: path.join(root, "packages/client/src/index.ts"), platform: "browser" });
  const { output } = await bundle.generate({ format: "iife", name: "causerieClient" });
  await bundle.close();
  const { email, password } = await register(server.url);
  await page.goto("/sign-in");
  await page.evaluate(output[0].code);
  const said = await page.evaluate(
    async ({ question, ...account }) => {
      const { createCauserieClient }: typeof import("@causerie/client") = Reflect.get(window, "causerieClient");
      const baseUrl = location.origin;
      const { accessToken } = await createCauserieClient({ baseUrl }).api.auth.login.mutate(account);
      const answer = await createCauserieClient({ baseUrl, token: accessToken }).ask(question);
      let text = "";
      for await (const piece of answer) text += piece;
      return text;
    },
    { email, password, question: told({ text: "In a browser too.", intervalMs: 20 }) },
  );
  expect(said).toBe("In a browser too.");
});

test("a page of a named origin calls the API with a key, one of another origin is kept out by the browser", async ({
  page,
  upstream,
  watch,
}) => {
  watch.allow(/CORS policy|net::ERR_FAILED/);
  // Two pages elsewhere: another port is another origin.
  const elsewhere = [createServer(), createServer()].map((site) =>
    site.on("request", (_request, response) => response.setHeader("content-type", "text/html").end("<p>A page.</p>")),
  );
  const origins = await Promise.all(elsewhere.map(listen));
  const dataDir = await makeDataDir();
  const env = { ...upstreamEnv(upstream), CORS_ORIGINS: origins[0] ?? "" };
  const server = await startAppServer({ dataDir, env });
  try {
    const { client } = await register(server.url);
    const { key } = await client.api.apiKeys.create.mutate({ name: "A page", scopes: ["chat"] });
    const ask = async (origin = "") => {
      await page.goto(origin);
      return page.evaluate(askFromPage, { url: `${server.url}/api/v1`, key, content: told({ text: "From afar." }) });
    };
    const said = await ask(origins[0]);
    expect(said).toEqual({ status: 202, remaining: expect.stringMatching(/r=\d+/), events: expect.any(String) });
    expect(said.events).toContain('"status":"complete"');
    await expect(ask(origins[1])).rejects.toThrow(/Failed to fetch/);
    const { items } = await client.api.conversations.list.query({});
    expect(items).toHaveLength(1);
  } finally {
    await server.stop();
    await removeDataDir(dataDir);
    for (const site of elsewhere) site.close();
  }
});

test("the operator's commands work while the server runs and after", async () => {
  test.setTimeout(120_000);
  const dataDir = await makeDataDir();
  const env = { ...process.env, DATA_DIR: dataDir };
  const pnpm = (...words: string[]) => run("npx", ["-y", "pnpm", ...words], { cwd: root, env });
  const backup = path.join(dataDir, "..", `${path.basename(dataDir)}.backup`);
  let server = await startAppServer({ dataDir });
  try {
    await registerAdmin(server.url, await server.setupLink());
    const person = await register(server.url);
    await person.client.api.conversations.create.mutate({ title: "Worth keeping" });

    const promoted = await pnpm("causerie", "user", "promote", "--local", person.email);
    expect(promoted.stdout).toContain(`${person.email} is an admin now.`);
    expect((await person.client.api.auth.me.query()).role).toBe("admin");

    const saved = await pnpm("backup", backup);
    expect(saved.stdout).toContain(backup);
    expect((await stat(backup)).size).toBeGreaterThan(10_000);
    const refused = await pnpm("restore", backup).catch((error: { stderr: string }) => error);
    expect(refused.stderr).toMatch(/\S/);

    await person.client.api.conversations.deleteAll.mutate();
    expect(await server.stop()).toBe(0);
    await pnpm("restore", backup, "--replace");
    server = await startAppServer({ dataDir, env: { PORT: new URL(server.url).port } });
    const { items } = await person.client.api.conversations.list.query({});
    expect(items.map(({ title }) => title)).toEqual(["Worth keeping"]);
  } finally {
    await server.stop();
    await removeDataDir(dataDir);
    await removeDataDir(backup);
  }
});

/** Runs in a page: asks, and reads the answer as it comes. */
async function askFromPage({ url, key, content }: { url: string; key: string; content: string }) {
  const headers = { "x-api-key": key, "content-type": "application/json", "idempotency-key": "once" };
  const sent = await fetch(`${url}/runs`, { method: "POST", headers, body: JSON.stringify({ content }) });
  const { runId } = await sent.json();
  const events = await (await fetch(`${url}/runs/${runId}/events`, { headers: { "x-api-key": key } })).text();
  return { status: sent.status, remaining: sent.headers.get("ratelimit"), events };
}

async function listen(site: Server): Promise<string> {
  site.listen(0, "localhost");
  await once(site, "listening");
  const address = site.address();
  return typeof address === "object" && address ? `http://localhost:${address.port}` : "";
}
