import { expectAccessible } from "../fixtures/accessible.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

const naughty = [
  "<script>window.pwned = true</script><img src=x onerror='window.pwned = true'>",
  "'; DROP TABLE messages; -- #{7*7} {{7*7}} %s%n%x",
  "undefined null NaN true 0 -1 1e309 () { :; }",
  "﷽ ‮reversed‬ مرحبا שלום",
  "👩‍👩‍👧‍👦 🏳️‍🌈 🇫🇷 ½ ﬁ ＡＢＣ Ω≈ç√∫˜µ≤≥÷",
  `Z${"\u0351\u0489\u0334".repeat(300)}algo`,
  "![](https://tracker.example/p.png) [x]: javascript:alert(1)",
];

test("naughty strings come back as they were sent, in the question and in the answer", async ({
  page,
  person: _person,
}) => {
  const chat = new ChatPage(page);
  await chat.open();
  for (const [index, text] of naughty.entries()) {
    await chat.ask(`${told({ text: `Answer ${index}.` })}\n${text}`);
    await expect(chat.answers.last()).toContainText(`Answer ${index}.`);
  }
  await page.reload();
  await expect(chat.questions).toHaveCount(naughty.length);
  const shown = await chat.questions.allTextContents();
  expect(shown.map((question, index) => question.endsWith(naughty[index] ?? "missing"))).toEqual(
    naughty.map(() => true),
  );
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
});

test("ten thousand combining marks neither freeze the page nor cover it", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Z${"\u0336".repeat(10_000)} ${told({ text: "Read." })}`);
  await chat.ended();
  await chat.ask(`Still here? ${told({ text: "Yes." })}`);
  await expect(chat.answers.last()).toContainText("Yes.");
});

test("a blank message is not sent", async ({ page, person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await expect(chat.send).toBeDisabled();
  await chat.composer.fill(" \n\t \u00a0");
  await expect(chat.send).toBeDisabled();
  await chat.composer.press("Enter");
  await expect(chat.composer).toHaveValue(" \n\t \u00a0");
  await expect(page).toHaveURL(/\/$/);
  expect((await person.client.api.conversations.list.query({})).items).toEqual([]);
});

test("a message past the limit stays, with how much it is too long", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.composer.fill("a".repeat(100_002));
  await expect(page.getByText("2 characters too many")).toBeVisible();
  await expect(chat.send).toBeDisabled();
  await chat.composer.press("End");
  await chat.composer.press("Backspace");
  await expect(page.getByText("1 character too many")).toBeVisible();
  await chat.composer.press("Enter");
  await expect(page).toHaveURL(/\/$/);
});

test("characters that can't be stored are refused, and the message is kept", async ({ page, person, watch }) => {
  watch.allow(/status of 400/);
  const chat = new ChatPage(page);
  await chat.open();
  const alert = page.getByRole("alert").filter({ hasText: "The message was not sent" });
  await chat.composer.fill("before \u0000 after");
  await chat.composer.press("Enter");
  await expect(alert).toContainText("characters that can’t be stored");
  await expect(chat.composer).toHaveValue("before \u0000 after");
  await chat.composer.fill("");
  await expect(alert).toBeHidden();
  // Written in the page, because the way there makes another character of it.
  await chat.composer.evaluate((box) => {
    box.focus();
    document.execCommand("insertText", false, "half of a pair: \ud83d");
  });
  await chat.composer.press("Enter");
  await expect(alert).toContainText("characters that can’t be stored");
  expect(await chat.composer.evaluate((box) => "value" in box && String(box.value).isWellFormed())).toBe(false);
  expect((await person.client.api.conversations.list.query({})).items).toEqual([]);
});

test("while an answer is written, messages wait in sight and can be taken back", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(told({ text: numbered(600), chunks: 600, intervalMs: 100 }));
  await expect(chat.answers).toContainText("word-5 ");
  const waiting = page.getByRole("region", { name: "Waiting messages" }).getByRole("listitem");
  for (const text of ["Taken back.", `Kept. ${told({ text: "To what was kept." })}`]) {
    await chat.composer.fill(text);
    await chat.composer.press("Enter");
    await expect(chat.composer).toHaveValue("");
    await expect(waiting.filter({ hasText: text })).toBeVisible();
  }
  await expectAccessible(page);
  await expect(waiting).toHaveText([/^Taken back\./, /^Kept\./]);
  await waiting.first().getByRole("button", { name: "Take back" }).click();
  await expect(chat.composer).toHaveValue("Taken back.");
  await expect(chat.composer).toBeFocused();
  await expect(waiting).toHaveCount(1);
  await expect(chat.send).toBeVisible();
  await chat.composer.press("Escape");
  await expect(chat.answers.first()).toContainText("You stopped this answer here.");
  await expect(chat.answers.last()).toContainText("To what was kept.");
  await expect(waiting).toHaveCount(0);
  await expect(chat.composer).toHaveValue("Taken back.");
});

test("a draft survives a reload, each conversation its own", async ({ page, person }) => {
  const { id } = await person.client.api.conversations.create.mutate({ title: "Another place" });
  const chat = new ChatPage(page);
  await chat.open();
  await chat.composer.fill("A draft of something new");
  await page.getByRole("link", { name: "Another place" }).click();
  await expect(page).toHaveURL(new RegExp(id));
  await expect(chat.composer).toHaveValue("");
  await chat.composer.fill("A draft for this place");
  await page.reload();
  await expect(chat.composer).toHaveValue("A draft for this place");
  await page.goBack();
  await expect(chat.composer).toHaveValue("A draft of something new");
});

test("an archived conversation takes no message until it is taken out", async ({ page, person }) => {
  const { id } = await person.client.api.conversations.create.mutate({ title: "Old matters" });
  await person.client.api.conversations.update.mutate({ id, data: { archived: true } });
  const chat = new ChatPage(page);
  await page.goto(`/c/${id}`);
  await expect(page.getByText("This conversation is archived")).toBeVisible();
  await expect(chat.composer).toBeDisabled();
  await page.getByRole("button", { name: "Unarchive" }).click();
  await expect(chat.composer).toBeEnabled();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Old matters" })).toBeVisible();
});

test("what is archived or deleted elsewhere is seen here", async ({ page, person }) => {
  const { api } = person.client;
  const { id } = await api.conversations.create.mutate({ title: "Shared between two tabs" });
  const chat = new ChatPage(page);
  await chat.open(id);
  await chat.composer.fill("Not to be lost");
  await api.conversations.update.mutate({ id, data: { archived: true } });
  await expect(chat.composer).toBeDisabled();
  await expect(chat.composer).toHaveValue("Not to be lost");
  await api.conversations.delete.mutate({ id });
  await expect(page.getByRole("heading", { name: "This conversation is no longer here" })).toBeVisible();
  await page.getByRole("main").getByRole("button", { name: "New conversation" }).click();
  await expect(page).toHaveURL(/\/$/);
});

test("foreign, unknown and malformed conversations look alike", async ({ page, person: _person, admin, watch }) => {
  watch.allow(/status of 40[04]/);
  const { id: foreign } = await admin.client.api.conversations.create.mutate({ title: "Not yours" });
  const unknown = `${foreign.slice(0, -4)}zzzz`;
  const seen = new Set<string>();
  for (const id of [foreign, unknown, "conv_", "..%2Fadmin", "%00", "usr_01m7xz0mm1fq9snyhcd85bkjhz"]) {
    const answer = await page.goto(`/c/${id}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
    expect(answer?.status(), id).toBe(404);
    seen.add(`${await page.title()} ${await page.getByRole("main").textContent()}`);
  }
  expect([...seen]).toHaveLength(1);
  await expect(page.getByRole("link", { name: "Go to your conversations" })).toBeVisible();
});
