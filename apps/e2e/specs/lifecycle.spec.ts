import { type AppServer, runAppServer, startAppServer } from "../fixtures/app-server.ts";
import { makeDataDir, removeDataDir } from "../fixtures/data-dir.ts";
import { register, registerAdmin, signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, told, upstreamEnv } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

let dataDir: string;
let server: AppServer | null = null;

test.beforeEach(async ({ watch }) => {
  // Servers end here while pages are open.
  watch.allow(/net::ERR_/);
  dataDir = await makeDataDir();
});

test.afterEach(async () => {
  await server?.kill();
  server = null;
  await removeDataDir(dataDir);
});

test("a server that is killed in mid-answer loses nothing that was sent, and says what became of the answer", async ({
  page,
  upstream,
}) => {
  server = await startAppServer({ dataDir, env: upstreamEnv(upstream) });
  const { port } = new URL(server.url);
  await registerAdmin(server.url, await server.setupLink());
  const person = await register(server.url);
  await signIn(server.url, page.context().request, person);
  const chat = new ChatPage(page);
  await page.goto(server.url);
  await chat.ask(`First. ${told({ text: "A first answer." })}`);
  await chat.ended();
  await chat.ask(`Second. ${told({ text: numbered(400), chunks: 400, intervalMs: 30 })}`);
  await expect(chat.answers.last()).toContainText("word-20 ");
  const shown = (await chat.answers.last().getByRole("paragraph").textContent()) ?? "";
  // What was shown a second ago is promised to be kept.
  await expect(chat.answers.last()).toContainText("word-60 ");
  await server.kill();
  await expect(page.getByText("Reconnecting. Nothing is lost.")).toBeVisible();
  await chat.composer.fill("Typed while the server was away.");

  server = await startAppServer({ dataDir, env: { ...upstreamEnv(upstream), PORT: port } });
  expect(server.output()).not.toContain("/setup?token=");
  await expect(chat.answers.last()).toContainText("The answer was interrupted", { timeout: 30_000 });
  await expect(chat.composer).toHaveValue("Typed while the server was away.");
  await page.reload();
  await expect(chat.questions).toHaveCount(2);
  await expect(chat.answers).toHaveCount(2);
  await expect(chat.answers.first()).toContainText("A first answer.");
  await expect(chat.answers.last()).toContainText("What had been written is kept.");
  expect(await chat.answers.last().getByRole("paragraph").first().textContent()).toContain(shown);

  upstream.default({ text: "Whole this time." });
  try {
    await chat.answers.last().getByRole("button", { name: "Try again" }).click();
    await expect(chat.stop).toBeVisible();
    await chat.stop.click();
    await chat.ended();
    await chat.ask("And now?");
    await expect(chat.answers.last()).toContainText("Whole this time.");
  } finally {
    upstream.reset();
  }
});

test("a second server on the same data says so and touches nothing", async () => {
  server = await startAppServer({ dataDir });
  const second = await runAppServer({ DATA_DIR: dataDir });
  expect(second.code).toBe(1);
  expect(second.output).toContain(dataDir);
  expect(second.output).toMatch(/another process|already|in use/i);
  expect(second.output).not.toMatch(/\n\s+at /);
  expect((await fetch(`${server.url}/api/health/ready`)).status).toBe(200);
  expect(await server.stop()).toBe(0);
  server = await startAppServer({ dataDir });
});

test("a port that is taken is said in a sentence", async () => {
  server = await startAppServer({ dataDir });
  const other = await makeDataDir();
  const second = await runAppServer({ DATA_DIR: other, PORT: new URL(server.url).port });
  expect(second.code).toBe(1);
  expect(second.output).toMatch(/Port \d+ is in use by another program/);
  expect(second.output).not.toMatch(/\n\s+at /);
  await removeDataDir(other);
});

test("a variable that can't be used stops the start with one sentence that names it", async () => {
  for (const [name, value] of [
    ["PORT", "abc"],
    ["REGISTRATION", "sometimes"],
    ["OPENROUTER_BASE_URL", "not an address"],
    ["DATABASE_URL", "mysql://localhost/x"],
  ] as const) {
    const { code, output } = await runAppServer({ DATA_DIR: dataDir, [name]: value });
    expect(code, name).toBe(1);
    expect(output.trim().split("\n"), name).toHaveLength(1);
    expect(output, name).toMatch(new RegExp(`^${name} can't be used: `));
    expect(output, name).not.toContain(value);
  }
});

test("a server stops cleanly and at once, also while answers are written and watched", async ({ page, upstream }) => {
  const env = { ...upstreamEnv(upstream), SHUTDOWN_GRACE_SECONDS: "1" };
  server = await startAppServer({ dataDir, env });
  const admin = await registerAdmin(server.url, await server.setupLink());
  await signIn(server.url, page.context().request, admin);
  const chat = new ChatPage(page);
  await page.goto(server.url);
  await chat.ask(told({ tokens: 2000, chunks: 2000, intervalMs: 20 }));
  await expect(chat.stop).toBeVisible();
  const started = performance.now();
  expect(await server.stop()).toBe(0);
  expect(performance.now() - started).toBeLessThan(5_000);
  server = await startAppServer({ dataDir, env: { ...env, PORT: new URL(server.url).port } });
  await expect(chat.answers).toContainText("The answer was interrupted", { timeout: 30_000 });
});

test("health is live and ready", async ({ server: running }) => {
  for (const name of ["live", "ready"]) {
    const answer = await fetch(`${running.url}/api/health/${name}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: name });
  }
});
