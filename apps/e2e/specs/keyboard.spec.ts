import { register } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { numbered, told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";
import { Sidebar } from "../pages/sidebar.ts";

test("signing in, asking, stopping, renaming and deleting need no mouse", async ({ page, server }) => {
  const person = await register(server.url);
  const chat = new ChatPage(page);
  const sidebar = new Sidebar(page);
  const { keyboard } = page;

  await page.goto("/");
  await expect(page.getByRole("textbox", { name: "Email" })).toBeFocused();
  await keyboard.type(person.email);
  await keyboard.press("Tab");
  await keyboard.type(person.password);
  await keyboard.press("Enter");

  await expect(chat.composer).toBeFocused();
  await keyboard.insertText(`Count. ${told({ text: numbered(500), chunks: 500, intervalMs: 20 })}`);
  await keyboard.press("Shift+Enter");
  await keyboard.type("Slowly.");
  await keyboard.press("Enter");
  await expect(chat.answers).toContainText("word-10 ");
  await expect(chat.composer).toBeFocused();
  await keyboard.press("Escape");
  await expect(chat.answers).toContainText("You stopped this answer here.");

  await keyboard.press("ArrowUp");
  const editor = page.getByRole("textbox", { name: "Your message, in other words" });
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue(/Count\. .*\nSlowly\./);
  await keyboard.press("Escape");
  await expect(editor).toBeHidden();
  await expect(chat.composer).toBeFocused();

  const commands = page.getByRole("dialog", { name: "Commands" });
  await keyboard.press("Control+k");
  await expect(commands.getByRole("combobox")).toBeFocused();
  await keyboard.type("rename");
  await expect(commands.getByRole("option", { name: "Rename", selected: true })).toBeVisible();
  await keyboard.press("Enter");
  const rename = page.getByRole("dialog", { name: "Rename the conversation" });
  await expect(rename.getByRole("textbox", { name: "Title" })).toBeFocused();
  await keyboard.press("Control+a");
  await keyboard.type("Counted slowly");
  await keyboard.press("Enter");
  await expect(rename).toBeHidden();
  await expect(sidebar.conversation("Counted slowly")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Counted slowly");

  await keyboard.press("Control+Shift+o");
  await expect(page).toHaveURL(/\/$/);
  await expect(chat.composer).toBeFocused();
  await keyboard.press("Control+k");
  await keyboard.type("slowly");
  await expect(commands.getByRole("option", { name: "Counted slowly", selected: true })).toBeVisible();
  await keyboard.press("Enter");
  await expect(page).toHaveURL(/\/c\//);

  await keyboard.press("Control+k");
  await keyboard.type("delete");
  await expect(commands.getByRole("option", { name: "Delete", selected: true })).toBeVisible();
  await keyboard.press("Enter");
  const question = page.getByRole("alertdialog", { name: "Delete this conversation?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await expect(sidebar.conversation("Counted slowly")).toBeHidden();
  expect((await person.client.api.conversations.list.query({})).items).toEqual([]);
});

test("the question mark lists the keys, and Escape closes the list", async ({ page, person: _person }) => {
  await page.goto("/");
  const composer = new ChatPage(page).composer;
  await expect(composer).toBeFocused();
  await page.keyboard.type("?");
  await expect(composer).toHaveValue("?");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Shift+Tab");
  const focused = page.locator(":focus");
  await focused.evaluate((element) => element.setAttribute("data-before", ""));
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await expect(help.getByRole("term")).toHaveCount(11);
  await expect(help.getByRole("definition")).toHaveText([
    "CtrlK",
    "CtrlShiftO",
    "CtrlB",
    "↵",
    "⇧↵",
    "Esc",
    "↑",
    "Alt↑ ↓",
    "F2",
    "Del",
    "?",
  ]);
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(focused).toHaveAttribute("data-before", "");
});

test("the palette reaches pages, theme and language", async ({ page, person: _person }) => {
  const commands = page.getByRole("dialog", { name: "Commands" });
  const choose = async (typed: string) => {
    await page.keyboard.press("Control+k");
    await expect(commands.getByRole("combobox")).toBeFocused();
    await page.keyboard.type(typed);
    await expect(commands.getByRole("option", { selected: true })).toHaveCount(1);
    await expect(commands.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(commands).toBeHidden();
  };
  await page.goto("/");
  await choose("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await choose("français");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("english");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await choose("settings");
  await expect(page).toHaveURL(/\/settings\/profile/);
});

test("the skip link is first, and leads to the content", async ({ page, person: _person }) => {
  await page.goto("/settings/profile");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("every place of a conversation is reached by Tab, and none holds the focus", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(told({ text: "| a |\n|---|\n| b |\n\n```js\ncode()\n```\n\n[link](https://example.org/)" }));
  await chat.ended();
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  const seen: string[] = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press("Tab");
    seen.push(
      await page.evaluate(() => {
        const { activeElement: focused } = document;
        return focused?.getAttribute("aria-label") ?? focused?.textContent?.trim().slice(0, 40) ?? "";
      }),
    );
    if (seen.at(-1) === seen[0] && step > 0) break;
  }
  for (const place of ["Hide the sidebar", "New conversation", "Search conversations", "Actions for this conversation"])
    expect(seen).toContain(place);
  for (const place of [
    "Messages",
    "Table",
    "Copy the code",
    "Copy",
    "Answer again",
    "Details",
    "More actions",
    "Edit",
    "Message",
  ])
    expect(seen).toContain(place);
});
