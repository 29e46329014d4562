import { expectAccessible } from "../fixtures/accessible.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";
import { Sidebar } from "../pages/sidebar.ts";

const first = `First wording. ${told({ text: "To the first." })}`;
const second = `Second wording. ${told({ text: "To the second." })}`;

test("a message is worded anew and both branches stay, by the keyboard alone", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  const { keyboard } = page;
  await chat.open();
  await chat.ask(first);
  await chat.ended();
  await chat.ask(`Below the first. ${told({ text: "Deep." })}`);
  await chat.ended();

  await chat.questions.first().locator("..").getByRole("button", { name: "Edit" }).focus();
  await keyboard.press("Enter");
  const editor = page.getByRole("textbox", { name: "Your message, in other words" });
  await expect(editor).toBeFocused();
  await expectAccessible(page);
  await keyboard.press("Control+a");
  await keyboard.type("Not sent");
  await keyboard.press("Escape");
  await expect(chat.questions.first()).toContainText("First wording.");
  await expect(chat.composer).toBeFocused();

  await chat.questions.first().locator("..").getByRole("button", { name: "Edit" }).focus();
  await keyboard.press("Enter");
  await expect(editor).toHaveValue(first);
  await keyboard.press("Control+a");
  await keyboard.insertText(second);
  await keyboard.press("Enter");
  await expect(chat.questions).toHaveCount(1);
  await expect(chat.answers).toContainText("To the second.");
  await chat.ended();

  const versions = page.getByRole("group", { name: /^Version/ });
  await expect(versions).toHaveAccessibleName("Version 2 of 2");
  await versions.getByRole("button", { name: "Previous version" }).focus();
  await keyboard.press("Enter");
  await expect(chat.questions).toHaveCount(2);
  await expect(chat.answers.last()).toContainText("Deep.");
  await expect(versions).toHaveAccessibleName("Version 1 of 2");
  await expect(versions.getByRole("button", { name: "Previous version" })).toBeFocused();
  await expect(page.locator("main [aria-live=polite]").last()).toHaveText("Version 1 of 2");
  await expectAccessible(page);

  await expect(async () => {
    await page.reload();
    await expect(chat.answers.last()).toContainText("Deep.", { timeout: 2_000 });
  }).toPass();
  await expect(versions).toHaveAccessibleName("Version 1 of 2");
});

test("an edit that fails keeps what was typed", async ({ page, person: _person, watch }) => {
  watch.allow(/net::ERR_FAILED/);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(first);
  await chat.ended();
  await page.route("**/api/trpc/chat.edit*", (route) => route.abort());
  await chat.composer.press("ArrowUp");
  const editor = page.getByRole("textbox", { name: "Your message, in other words" });
  await editor.fill(second);
  await page.getByRole("button", { name: "Save and send" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The message was not sent" })).toBeVisible();
  await expect(editor).toHaveValue(second);
  await page.unroute("**/api/trpc/chat.edit*");
  await page.getByRole("button", { name: "Save and send" }).click();
  await expect(chat.answers).toContainText("To the second.");
});

test("any answer is given again, and the branch of each is kept", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(first);
  await chat.ended();
  await chat.ask(`Next. ${told({ text: "After it." })}`);
  await chat.ended();
  await chat.answers.first().getByRole("button", { name: "Answer again" }).click();
  await page.getByRole("button", { name: /^Again with/ }).click();
  await expect(chat.questions).toHaveCount(1);
  await chat.ended();
  const versions = chat.answers.first().getByRole("group", { name: "Version 2 of 2" });
  await versions.getByRole("button", { name: "Previous version" }).click();
  await expect(chat.answers.last()).toContainText("After it.");
});

test("an answer that was stopped goes on in place", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Count. ${told({ text: numbered(600), chunks: 600, intervalMs: 20 })}`);
  await expect(chat.answers).toContainText("word-20 ");
  await chat.stop.click();
  await chat.ended();
  const before = (await chat.answers.getByRole("paragraph").first().textContent()) ?? "";
  await chat.answers.getByRole("button", { name: "Continue" }).click();
  await expect.poll(async () => (await chat.answers.textContent())?.length ?? 0).toBeGreaterThan(before.length + 100);
  await expect(chat.answers).toContainText(before.slice(0, -10));
  await expect(chat.answers).toHaveCount(1);
  await chat.ended();
});

test("a message is deleted with what hangs on it, after it was said how much", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(first);
  await chat.ended();
  await chat.ask(`Next. ${told({ text: "After it." })}`);
  await chat.ended();
  await chat.questions.last().locator("..").getByRole("button", { name: "More actions" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const ask = page.getByRole("alertdialog", { name: "Delete this message?" });
  await expect(ask).toContainText("It and 1 message that follows it will be gone for good.");
  await expectAccessible(page);
  await ask.getByRole("button", { name: "Cancel" }).click();
  await expect(chat.questions).toHaveCount(2);
  await chat.questions.last().locator("..").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await ask.getByRole("button", { name: "Delete" }).click();
  await expect(chat.questions).toHaveCount(1);
  await page.reload();
  await expect(chat.answers).toHaveCount(1);
});

test("a conversation goes on in a new one from any message", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(first);
  await chat.ended();
  const origin = page.url();
  await chat.ask(`Next. ${told({ text: "After it." })}`);
  await chat.ended();
  await chat.answers.first().getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Go on in a new conversation" }).click();
  await expect(page).not.toHaveURL(origin);
  await expect(chat.answers).toHaveCount(1);
  await expect(chat.answers).toContainText("To the first.");
});

test("a link opens the branch of its message, and an unknown one the conversation", async ({ page, person, watch }) => {
  watch.allow(/status of 404/);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(first);
  await chat.ended();
  const { conversationId } = chat;
  const { items } = await person.client.api.messages.list.query({ conversationId });
  const [answer, question] = items;
  if (!answer || !question) throw new Error("There is no answer");
  await person.client.api.chat.edit.mutate({ messageId: question.id, content: second });
  await page.goto(`/c/${conversationId}?message=${answer.id}`);
  await expect(chat.answers).toContainText("To the first.");
  await expect(page.locator("[data-marked]")).toContainText("To the first.");
  await expect(page).toHaveURL(new RegExp(`/c/${conversationId}$`));

  await page.goto(`/c/${conversationId}?message=msg_00000000000000000000000000`);
  await expect(page.getByText("The message of this link is no longer there. This is its conversation.")).toBeVisible();
  await expect(chat.answers).toHaveCount(1);

  const sidebar = new Sidebar(page);
  await sidebar.search.fill("Second wording");
  await sidebar.list.getByRole("listitem").getByRole("link").first().click();
  await expect(chat.questions).toContainText("Second wording.");
});

test("several models answer side by side, and the conversation goes on with the one that is kept", async ({
  page,
  person: _person,
}) => {
  const chat = new ChatPage(page);
  await chat.open();
  await page.getByRole("button", { name: /^Model:/ }).click();
  await page.getByRole("button", { name: "Ask several models" }).click();
  const options = page.getByRole("option");
  await options.nth(1).click();
  await options.nth(2).click();
  await page.getByRole("button", { name: /^Ask these/ }).click();
  await chat.composer.fill(`Compare. ${told({ text: numbered(900), chunks: 30, intervalMs: 10 })}`);
  await chat.composer.press("Enter");
  const beside = page.getByRole("region", { name: "Answers side by side" });
  const answers = beside.getByRole("article");
  await expect(answers.nth(1)).toContainText("word-900");
  await expect(page.getByRole("button", { name: "New text below" })).toBeVisible();
  // The answers are longer than the page, and read from their beginning.
  await expect(answers.nth(1).getByText("word-1 ")).toBeInViewport();
  await expect(answers.nth(0).getByRole("button", { name: "Details" })).toBeInViewport({ ratio: 1 });
  const width = await beside.evaluate((element) => element.clientWidth);
  await page.reload();
  await expect(answers.nth(1)).toContainText("word-900");
  await expect(answers.nth(0).getByRole("button", { name: "Details" })).toBeInViewport({ ratio: 1 });
  expect(await beside.evaluate((element) => element.clientWidth)).toBe(width);
  await expectAccessible(page);
  await chat.composer.fill("Too early");
  await chat.composer.press("Enter");
  await expect(chat.composer).toHaveValue("Too early");
  await answers.nth(1).getByRole("button", { name: /^Keep/ }).click();
  await expect(beside).toBeHidden();
  await expect(page.getByRole("group", { name: /^Version 2 of/ })).toBeVisible();
});
