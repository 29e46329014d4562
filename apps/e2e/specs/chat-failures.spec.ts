import type { FakeBehaviour } from "@causerie/llm/testing";
import { layLine } from "../fixtures/line.ts";
import { signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

const nothingCame: [how: string | FakeBehaviour, said: RegExp][] = [
  ["key-refused", /refused this server’s key/],
  ["no-credit", /has no credit left/],
  [{ status: 429, retryAfter: "40" }, /busy and asks to wait.*40 seconds/],
  [{ status: 503 }, /can’t be reached/],
  ["context-too-long", /more text than the model can take/],
  ["content-filter", /content filter stopped this answer/],
  ["empty", /gave an empty answer/],
  ["never", /did not begin to answer in time/],
];

test("an answer that never begins says why, in words", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  for (const [how, said] of nothingCame) {
    await test.step(JSON.stringify(how), async () => {
      await chat.ask(told(how));
      await expect(chat.answers.last().getByRole("alert")).toHaveText(said);
      await expect(chat.answers.last().getByRole("button", { name: "Try again" })).toBeVisible();
    });
  }
  await expect(chat.answers).toHaveCount(nothingCame.length);
  await page.reload();
  await expect(chat.answers.getByRole("alert")).toHaveCount(nothingCame.length);
});

const brokeOff: [how: FakeBehaviour, said: RegExp][] = [
  [{ fault: "cut" }, /broke off on its way/],
  [{ fault: "end" }, /broke off on its way/],
  [{ fault: "garbage" }, /broke off on its way/],
  [{ fault: "error-chunk" }, /can’t be reached/],
  [{ fault: "stall" }, /stopped in the middle/],
];

test("an answer that breaks off keeps what came", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  for (const [how, said] of brokeOff) {
    await test.step(JSON.stringify(how), async () => {
      await chat.ask(told({ text: "What came is kept. What did not is not.", after: 5, ...how }));
      await expect(chat.answers.last().getByRole("alert")).toHaveText(said);
      await expect(chat.answers.last()).toContainText("What came is kept.");
      await expect(chat.answers.last()).not.toContainText("What did not");
    });
  }
});

test("a failed answer is tried again", async ({ page, person: _person, upstream }) => {
  const chat = new ChatPage(page);
  await chat.open();
  upstream.default({ status: 402, message: "Insufficient credits" });
  try {
    await chat.ask("Is it there yet?");
    await expect(chat.answers.getByRole("alert")).toBeVisible();
    upstream.default({ text: "Now it is." });
    await chat.answers.getByRole("button", { name: "Try again" }).click();
    await expect(chat.answers).toHaveText(/Now it is\./);
    await expect(chat.answers.getByRole("alert")).toHaveCount(0);
    await expect(chat.questions).toHaveCount(1);
  } finally {
    upstream.reset();
  }
});

test("an answer whose model was switched off is had from another", async ({ page, person: _person, admin }) => {
  const { models } = admin.client.api;
  const { defaultModel } = await models.list.query();
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Count. ${told({ text: numbered(600), chunks: 600, intervalMs: 20 })}`);
  await expect(chat.answers).toContainText("word-5 ");
  await chat.composer.fill(`Are you there? ${told({ text: "I am." })}`);
  await chat.composer.press("Enter");
  await expect(page.getByText("Are you there?")).toBeVisible();
  await models.update.mutate({ ids: [defaultModel], data: { enabled: false } });
  try {
    await chat.stop.click();
    const refused = chat.answers.last();
    await expect(refused.getByRole("alert")).toContainText("An admin has switched this model off");
    await expect(refused.getByRole("button", { name: "Try again" })).toHaveCount(0);
    await refused.getByRole("button", { name: "Choose another model" }).click();
    await page.getByRole("option").first().click();
    await expect(chat.answers.last()).toContainText("I am.");
    await expect(chat.answers.getByRole("alert")).toHaveCount(0);
  } finally {
    await models.update.mutate({ ids: [defaultModel], data: { enabled: true } });
  }
});

test("an answer that reached its longest says so", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(told({ text: "As much as fits", finishReason: "length" }));
  await expect(chat.answers).toContainText("The model reached its limit for one answer.");
});

test("a message that does not get through stays in the composer, and is sent once", async ({ page, person, watch }) => {
  watch.allow(/ERR_FAILED/);
  const chat = new ChatPage(page);
  const message = `Are you there? ${told({ text: "I am." })}`;
  await chat.open();
  await chat.composer.fill(message);

  await page.route("**/api/trpc/chat.send*", (route) => route.abort());
  await chat.send.click();
  const alert = page.getByRole("alert").filter({ hasText: "The message was not sent" });
  await expect(alert).toContainText("The server can’t be reached. What you typed is still here.");
  await expect(chat.composer).toHaveValue(message);

  await page.unroute("**/api/trpc/chat.send*");
  // This time the message arrives, and it is the answer that is lost.
  await page.route("**/api/trpc/chat.send*", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await alert.getByRole("button", { name: "Send again" }).click();
  await expect.poll(async () => (await person.client.api.conversations.list.query({})).items.length).toBe(1);
  await expect(chat.composer).toHaveValue(message);

  await page.unroute("**/api/trpc/chat.send*");
  await page.reload();
  await expect(chat.composer).toHaveValue(message);
  await chat.composer.press("Enter");
  await expect(chat.answers).toContainText("I am.");
  await expect(chat.questions).toHaveCount(1);
  expect((await person.client.api.conversations.list.query({})).items).toHaveLength(1);
});

test("a line that breaks in mid-answer is taken up again at the exact character", async ({
  page,
  person,
  server,
  watch,
}) => {
  watch.allow(/net::ERR_/);
  const line = await layLine(server.url);
  try {
    const text = numbered(200);
    const chat = new ChatPage(page);
    await signIn(line.url, page.context().request, person);
    await page.goto(line.url);
    await chat.ask(told({ text, chunks: 200, intervalMs: 25 }));
    await expect(chat.answers).toContainText("word-20 ");
    line.cut();
    await expect(page.getByText("Reconnecting. Nothing is lost.")).toBeVisible();
    await chat.composer.fill("A draft, meanwhile.");
    line.mend();
    await expect(page.getByText("Reconnecting. Nothing is lost.")).toBeHidden({ timeout: 20_000 });
    await expect(chat.answers.getByRole("paragraph")).toHaveText(text);
    await chat.ended();
    await expect(chat.composer).toHaveValue("A draft, meanwhile.");
  } finally {
    await line.close();
  }
});
