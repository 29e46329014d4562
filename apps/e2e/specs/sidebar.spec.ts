import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";
import { Sidebar } from "../pages/sidebar.ts";

test("a new conversation is named by itself, in the list and in the page, without a reload", async ({
  page,
  person: _person,
}) => {
  const chat = new ChatPage(page);
  const sidebar = new Sidebar(page);
  await chat.open();
  await chat.ask(`Where do rivers go? ${told({ text: "To the sea\n\nAnd into the clouds." })}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("To the sea");
  await expect(sidebar.conversation("To the sea")).toBeVisible();
  await expect(page).toHaveTitle(/^To the sea/);
});

test("a name given before the page began to listen is not missed", async ({ page, person, watch }) => {
  watch.allow(/net::ERR_CONNECTION_RESET/);
  await page.route("**/api/trpc/conversations.onEvent*", async (route) => {
    const { items } = await person.client.api.conversations.list.query({});
    if (items[0]?.title === "To the sea") await route.continue();
    else await route.abort("connectionreset");
  });
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Where do rivers go? ${told({ text: "To the sea" })}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("To the sea");
});

test("a conversation is renamed, pinned, archived, brought back and deleted", async ({ page, person }) => {
  const { api } = person.client;
  for (const title of ["Alpha", "Beta", "Gamma"]) await api.conversations.create.mutate({ title });
  const sidebar = new Sidebar(page);
  const links = sidebar.list.getByRole("listitem").getByRole("link");
  await page.goto("/");
  await expect(links).toHaveText(["Gamma", "Beta", "Alpha"]);

  await sidebar.choose("Beta", "Rename");
  await page.keyboard.type("Beta, the second");
  await page.keyboard.press("Enter");
  await expect(links).toHaveText(["Gamma", "Beta, the second", "Alpha"]);

  await sidebar.choose("Alpha", "Pin");
  await expect(sidebar.list.getByRole("heading")).toHaveText(["Pinned", "Today"]);
  await expect(links).toHaveText(["Alpha", "Gamma", "Beta, the second"]);

  await sidebar.choose("Gamma", "Archive");
  await expect(links).toHaveText(["Alpha", "Beta, the second"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(links).toHaveText(["Alpha", "Gamma", "Beta, the second"]);
  await sidebar.choose("Gamma", "Archive");
  await expect(links).toHaveText(["Alpha", "Beta, the second"]);

  await page.reload();
  await expect(links).toHaveText(["Alpha", "Beta, the second"]);
  await sidebar.chooseOwn("Archived");
  await expect(links).toHaveText(["Gamma"]);
  await sidebar.choose("Gamma", "Unarchive");
  await expect(page.getByText("Nothing is archived.")).toBeVisible();
  await sidebar.list.getByRole("button", { name: "Archived" }).click();
  await expect(links).toHaveText(["Alpha", "Gamma", "Beta, the second"]);

  await sidebar.conversation("Gamma").click();
  await expect(page).toHaveURL(/\/c\//);
  await sidebar.choose("Gamma", "Delete");
  const question = page.getByRole("alertdialog", { name: "Delete this conversation?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await sidebar.choose("Gamma", "Delete");
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(links).toHaveText(["Alpha", "Beta, the second"]);
  await expect(page).toHaveURL(/\/$/);
  expect((await api.conversations.list.query({})).items.map(({ title }) => title)).toEqual([
    "Alpha",
    "Beta, the second",
  ]);
});

test("conversations stand under their day, and move on with the days", async ({ page, person }) => {
  const { api } = person.client;
  await api.conversations.create.mutate({ title: "Some time ago" });
  const headings = new Sidebar(page).list.getByRole("heading");
  const dayMs = 24 * 60 * 60 * 1000;
  await page.clock.install();
  await page.goto("/");
  // The page is alive once it has taken the focus: before that it would not notice the days go by.
  await expect(page.getByRole("textbox", { name: "Message", exact: true })).toBeFocused();
  await expect(headings).toHaveText(["Today"]);
  // A page that stays open follows the calendar, as it looks at it once a minute.
  for (const [days, heading] of [
    [1, "Yesterday"],
    [2, "Previous 7 days"],
  ] as const) {
    await page.clock.fastForward(days * dayMs);
    await expect(async () => {
      await page.clock.fastForward(60_000);
      await expect(headings).toHaveText([heading], { timeout: 500 });
    }).toPass();
  }
});

test("a hundred conversations are reached by scrolling", async ({ page, person }) => {
  const { api } = person.client;
  for (let index = 1; index <= 100; index++) await api.conversations.create.mutate({ title: `Conversation ${index}` });
  const sidebar = new Sidebar(page);
  await page.goto("/");
  await expect(sidebar.conversation("Conversation 100")).toBeVisible();
  await sidebar.conversation("Conversation 100").hover();
  await expect(async () => {
    await page.mouse.wheel(0, 3000);
    await expect(sidebar.conversation("Conversation 1")).toBeInViewport({ timeout: 500 });
  }).toPass();
});

test("the sidebar can be put away, and stays away", async ({ page, person: _person }) => {
  const sidebar = new Sidebar(page);
  await page.goto("/");
  await page.getByRole("button", { name: "Hide the sidebar" }).click();
  await expect(sidebar.list).toBeHidden();
  await page.reload();
  await expect(page.getByRole("button", { name: "Show the sidebar" })).toBeVisible();
  await expect(sidebar.list).toBeHidden();
  await page.keyboard.press("Control+b");
  await expect(sidebar.list).toBeVisible();
});

test("search finds words in titles and messages, whatever their accents, and nobody else's", async ({
  page,
  person,
  admin,
}) => {
  const { api } = person.client;
  const beach = await api.conversations.create.mutate({ title: "Un été à la plage" });
  const bread = await api.conversations.create.mutate({ title: "Bread" });
  await person.client.ask(`Comment se fait une pâte levée ? ${told({ text: "Avec du levain." })}`, {
    conversationId: bread.id,
  });
  const archived = await api.conversations.create.mutate({ title: "L’été dernier" });
  await api.conversations.update.mutate({ id: archived.id, data: { archived: true } });
  await admin.client.api.conversations.create.mutate({ title: "L’été des autres" });

  const sidebar = new Sidebar(page);
  await page.goto("/");
  await sidebar.search.fill("ETE");
  await expect(page.getByText("2 results")).toBeVisible();
  const found = sidebar.list.getByRole("listitem").getByRole("link");
  await expect(found.filter({ hasText: "Un été à la plage" }).locator("mark")).toHaveText("été");
  await expect(found.filter({ hasText: "L’été dernier" })).toContainText("archived");

  await sidebar.search.fill("pate levee");
  await expect(page.getByText("1 result", { exact: true })).toBeVisible();
  await expect(found).toContainText("Bread");
  await expect(found).toContainText("Comment se fait une pâte levée ?");
  await sidebar.search.press("Enter");
  await expect(page).toHaveURL(new RegExp(bread.id));

  await sidebar.search.fill("zzzz");
  await expect(page.getByText("Nothing found. Try fewer or other words.")).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(sidebar.conversation("Un été à la plage")).toBeVisible();

  await api.conversations.delete.mutate({ id: beach.id });
  await sidebar.search.fill("plage");
  await expect(page.getByText("Nothing found. Try fewer or other words.")).toBeVisible();
});

test("what is looked for may hold anything", async ({ page, person }) => {
  await person.client.api.conversations.create.mutate({ title: "100 % d’accord" });
  const sidebar = new Sidebar(page);
  await page.goto("/");
  for (const query of ["100 %", "'", "a & !b | (c", "<->", "\\", "%_", "“”", "🌞"]) {
    await sidebar.search.fill(query);
    await expect(sidebar.list.getByRole("status")).toHaveText(/result|Nothing found/);
  }
});
