import { mkdir } from "node:fs/promises";
import path from "node:path";
import { startFakeUpstream } from "@causerie/llm/testing";
import { chromium } from "@playwright/test";
import { startAppServer } from "../fixtures/app-server.ts";
import { makeDataDir, removeDataDir } from "../fixtures/data-dir.ts";
import { register, registerAdmin, signIn } from "../fixtures/people.ts";
import { upstreamEnv } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

/**
 * Takes the README's pictures of the app as it is: `node apps/e2e/scripts/take-screenshots.ts`, after `pnpm build`. With
 * CAUSERIE_BROWSER, in that browser.
 */
const images = path.join(import.meta.dirname, "../../../docs/images");

const question = "Two people book the last seat at the same moment. How does a database keep them apart?";
const answer = `It lets one of them wait. Both transactions read the seat, but only the first that **locks the row** may go on; the other
sees the seat only once the first has ended, and finds it taken.

\`\`\`sql
BEGIN;
SELECT * FROM seats WHERE id = 14 FOR UPDATE;  -- the second one waits here
UPDATE seats SET booked_by = 'ada' WHERE id = 14 AND booked_by IS NULL;
COMMIT;
\`\`\`

| What goes wrong | What prevents it |
|---|---|
| Both read “free” | \`FOR UPDATE\`, or a unique constraint |
| Each waits for the other | locks taken in one order |

With $n$ people at once, $n - 1$ of them wait, so keep what happens between \`BEGIN\` and \`COMMIT\` short.
`;

const others = [
  ["Recette de la pâte levée", false],
  ["Notes for the board meeting", false],
  ["Why the nightly import was slow", false],
  ["Names for the new office rooms", false],
  ["House style for release notes", true],
] as const;

const upstream = await startFakeUpstream();
const dataDir = await makeDataDir({ isFirstStart: true });
const server = await startAppServer({ dataDir, env: upstreamEnv(upstream) });
const browser = await chromium.launch({
  ...(process.env.CAUSERIE_BROWSER ? { executablePath: process.env.CAUSERIE_BROWSER } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});
try {
  await registerAdmin(server.url, await server.setupLink());
  const person = await register(server.url, {
    email: "ada@example.org",
    username: "Ada",
    password: "a password for the pictures",
  });
  const { api } = person.client;
  for (const [title, pinned] of others) {
    const { id } = await api.conversations.create.mutate({ title });
    if (pinned) await api.conversations.update.mutate({ id, data: { pinned } });
  }
  upstream.default({ text: answer, intervalMs: 0 });
  const { id } = await api.conversations.create.mutate({ title: "Two bookings, one seat" });
  const said = await person.client.ask(question, {
    conversationId: id,
    model: "openrouter/anthropic/claude-sonnet-4.5",
  });
  for await (const _text of said);

  await mkdir(images, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({
      baseURL: server.url,
      viewport: { width: 1280, height: 800 },
      deviceScaleFactor: 2,
      locale: "en-GB",
      colorScheme,
      reducedMotion: "reduce",
    });
    await signIn(server.url, context.request, person);
    const page = await context.newPage();
    const chat = new ChatPage(page);
    await chat.open(id);
    await chat.ended();
    await chat.answers.getByText("SELECT").first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForLoadState("networkidle");
    await chat.messages.evaluate((box) => box.scrollTo(0, 0));
    await page.screenshot({ path: path.join(images, `chat-${colorScheme}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
  await upstream.close();
  await removeDataDir(dataDir);
}
