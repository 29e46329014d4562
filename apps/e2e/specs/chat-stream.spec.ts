import { expect, test } from "../fixtures/test.ts";
import { numbered, told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

test("an answer stops where it is told to, and the provider is left in peace", async ({ page, person, upstream }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Count, ${person.username}. ${told({ text: numbered(600), chunks: 600, intervalMs: 20 })}`);
  await expect(chat.answers).toContainText("word-20 ");
  await chat.stop.click();
  await chat.ended();
  await expect(chat.answers).toContainText("You stopped this answer here.");
  const kept = (await chat.answers.getByRole("paragraph").first().textContent()) ?? "";
  expect(kept).toMatch(/^word-1 word-2 /);
  expect(kept).not.toContain("word-600");
  const received = upstream.requests.find((request) => JSON.stringify(request.body).includes(person.username));
  await expect.poll(() => received?.closedEarly).toBe(true);
  await page.reload();
  await expect(chat.answers.getByRole("paragraph").first()).toHaveText(kept);
});

test("a page that is loaded again in mid-answer goes on at the exact character", async ({ page, person: _person }) => {
  const text = numbered(150);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Count. ${told({ text, chunks: 150, intervalMs: 25 })}`);
  await expect(chat.answers).toContainText("word-15 ");
  await page.reload();
  await expect(chat.answers).toContainText("word-15 ");
  await expect(chat.stop).toBeVisible();
  await page.reload();
  await expect(chat.answers.getByRole("paragraph")).toHaveText(text);
  await chat.ended();
});

test("an answer grows while nobody looks, and is shown whole to who comes back", async ({ page, person: _person }) => {
  const text = numbered(80);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Count. ${told({ text, chunks: 80, intervalMs: 10 })}`);
  const id = chat.conversationId;
  await page.goto("about:blank");
  await chat.open(id);
  await expect(chat.answers.getByRole("paragraph")).toHaveText(text);
});

test("another browser watches the same answer live and can stop it", async ({ page, person, openBrowser }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Count. ${told({ text: numbered(600), chunks: 600, intervalMs: 25 })}`);
  await expect(chat.answers).toContainText("word-10 ");
  const other = new ChatPage(await openBrowser(person));
  await other.open(chat.conversationId);
  await expect(other.answers).toContainText("word-10 ");
  const before = await other.answers.getByRole("paragraph").textContent();
  await expect.poll(() => other.answers.getByRole("paragraph").textContent()).not.toBe(before);
  await other.stop.click();
  await expect(other.answers).toContainText("You stopped this answer here.");
  await expect(chat.answers).toContainText("You stopped this answer here.");
  await chat.ended();
  expect(await chat.answers.getByRole("paragraph").first().textContent()).toBe(
    await other.answers.getByRole("paragraph").first().textContent(),
  );
});

test("two conversations answer at once, each into its own page", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`First. ${told({ text: numbered(100, "left"), chunks: 100, intervalMs: 30 })}`);
  await expect(chat.answers).toContainText("left-5 ");
  const first = chat.conversationId;
  await page.keyboard.press("Control+Shift+O");
  await expect(page).toHaveURL(/\/$/);
  await expect(chat.answers).toHaveCount(0);
  await chat.ask(`Second. ${told({ text: numbered(40, "right"), chunks: 40, intervalMs: 20 })}`);
  await expect(chat.answers.getByRole("paragraph")).toHaveText(numbered(40, "right"));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(first));
  await expect(chat.answers.getByRole("paragraph")).toHaveText(numbered(100, "left"));
});

test("a new conversation asked for before the address of the last was drawn is a new one", async ({ page, person }) => {
  // The keys are pressed in the very moment in which the address is written, before React can have drawn it.
  await page.addInitScript(() => {
    const write = History.prototype.replaceState;
    History.prototype.replaceState = function (data, unused, url) {
      write.call(this, data, unused, url);
      if (document.documentElement.dataset.pressed || !String(url).startsWith("/c/")) return;
      document.documentElement.dataset.pressed = "true";
      queueMicrotask(() => {
        window.dispatchEvent(new KeyboardEvent("keydown", { key: "O", ctrlKey: true, shiftKey: true }));
      });
    };
  });
  const chat = new ChatPage(page);
  await chat.open();
  await chat.composer.fill(`First of ${person.username}. ${told({ text: numbered(100, "left"), chunks: 100 })}`);
  await chat.composer.press("Enter");
  await expect(page.locator("html[data-pressed]")).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  await expect(chat.answers).toHaveCount(0);
  await chat.ask(`Second. ${told({ text: "right" })}`);
  await expect(chat.answers.getByRole("paragraph")).toHaveText("right");
  await page.goBack();
  await expect(chat.answers.getByRole("paragraph")).toHaveText(numbered(100, "left"));
});

test("the page follows the end only while the reader is there", async ({ page, person: _person }) => {
  const lines = Array.from({ length: 240 }, (_, index) => `Line ${index + 1} of the answer.`).join("\n\n");
  const chat = new ChatPage(page);
  const distanceToEnd = () =>
    chat.messages.evaluate((box) => Math.round(box.scrollHeight - box.clientHeight - box.scrollTop));
  await chat.open();
  await chat.ask(`Write. ${told({ text: lines, chunks: 240, intervalMs: 20 })}`);
  await expect(chat.answers).toContainText("Line 40 of the answer.");
  // Not once: between a growth and its frame the end is further away.
  await expect.poll(distanceToEnd).toBeLessThan(60);

  await chat.messages.hover();
  await page.mouse.wheel(0, -500);
  await expect.poll(distanceToEnd).toBeGreaterThan(200);
  const top = await chat.messages.evaluate((box) => box.scrollTop);
  const news = page.getByRole("button", { name: "New text below" });
  await expect(news).toBeVisible();
  await expect(chat.answers).toContainText("Line 120 of the answer.");
  expect(await chat.messages.evaluate((box) => box.scrollTop)).toBe(top);

  await news.click();
  await expect.poll(distanceToEnd).toBeLessThan(60);
  await expect(news).toBeHidden();
  await chat.ended();
  await expect(chat.answers).toContainText("Line 240 of the answer.");
  expect(await distanceToEnd()).toBeLessThan(60);
});

test("what the model was sent can be seen for each answer", async ({ page, person, upstream }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`First question of ${person.username}. ${told({ text: "First answer." })}`);
  await chat.ended();
  await chat.ask(`Second question of ${person.username}. ${told({ text: "Second answer.", cost: 0.0123 })}`);
  await expect(chat.answers).toHaveCount(2);
  await chat.ended();
  await chat.answers.last().getByRole("button", { name: "Details" }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  await expect(details).toBeFocused();
  await expect(details.getByText("$0.0123")).toBeVisible();
  const shown = details.getByRole("region", { name: "What was sent" }).getByRole("listitem");
  await expect(shown).toHaveCount(4);
  const bodies = upstream.requests.map((request) => JSON.stringify(request.body));
  const body = bodies.findLast(
    (text) => text.includes(`Second question of ${person.username}`) && !text.includes("---"),
  );
  for (const item of await shown.all()) {
    const text = await item.locator("pre").textContent();
    expect(body).toContain(JSON.stringify(text).slice(1, -1));
  }
  await expect(shown.nth(1)).toContainText(`First question of ${person.username}`);
  await expect(shown.nth(2)).toContainText("First answer.");
  await page.keyboard.press("Escape");
  await expect(details).toBeHidden();
  await expect(chat.composer).toBeFocused();
});

test("an answer is given again, by another model too", async ({ page, person: _person, upstream }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Say it. ${told({ text: "Said." })}`);
  await chat.ended();
  await chat.answers.getByRole("button", { name: "Answer again" }).click();
  await page.getByRole("option", { name: /Mistral Small/ }).click();
  await expect(chat.answers.getByText("Mistral Small", { exact: false })).toBeVisible();
  await chat.ended();
  await expect(chat.answers).toHaveCount(1);
  expect(upstream.requests.map(({ body }) => JSON.stringify(body)).join()).toContain("mistralai/mistral-small");
});
