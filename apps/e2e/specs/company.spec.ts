import type { Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/accessible.ts";
import { begin, goOn } from "../fixtures/conversations.ts";
import { inventPerson, register } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { AccountForms } from "../pages/account-forms.ts";
import { ChatPage } from "../pages/chat-page.ts";
import { PeoplePanel } from "../pages/people-panel.ts";
import { Sidebar } from "../pages/sidebar.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

const first = `What is tea? ${told({ text: "A **leaf** in hot water.", intervalMs: 0 })}`;

async function openPeople(page: Page, conversationId: string): Promise<PeoplePanel> {
  await new ChatPage(page).open(conversationId);
  const people = new PeoplePanel(page);
  await people.open();
  return people;
}

test("someone is invited by name, reads, writes, and is removed while they look", async ({
  page,
  person,
  server,
  openBrowser,
  watch,
}) => {
  watch.allow(/status of 4(04|09).*members\.add/);
  const guest = await register(server.url);
  const id = await begin(person, "Tea", [first]);
  const people = await openPeople(page, id);
  await expect(people.people).toHaveText([new RegExp(`${person.username}.*you.*Owner`)]);

  await test.step("who is not known is said at the field, and what was typed stays", async () => {
    await people.add("nobody-at-all");
    await expect(people.panel.getByText("Nobody here has that email or username")).toBeVisible();
    await expect(people.who).toHaveValue("nobody-at-all");
    await expect(people.who).toBeFocused();
    await people.add(person.email);
    await expect(people.panel.getByText("That is you")).toBeVisible();
    await expect(people.people).toHaveCount(1);
  });

  await people.add(guest.username);
  await expect(people.person(guest.username)).toContainText("Writer");
  await expect(people.who).toHaveValue("");
  await expect(
    page.getByRole("main").or(page.getByRole("banner")).getByRole("img", { name: "Shared with others" }),
  ).toBeVisible();

  const theirs = await openBrowser(guest);
  await theirs.goto("/");
  const row = new Sidebar(theirs).list.getByRole("link", { name: /^Tea/ });
  await expect(row.getByRole("img", { name: "Shared with you" })).toBeVisible();
  await row.click();
  const theirChat = new ChatPage(theirs);
  await expect(theirChat.answers).toContainText("A leaf in hot water.");

  await test.step("a member can't rename or delete it, but pin, archive and leave", async () => {
    await theirs.getByRole("button", { name: "Actions for this conversation" }).click();
    await expect(theirs.getByRole("menuitem")).toContainText(["Pin", "Archive", "Leave"]);
    await expect(theirs.getByRole("menuitem", { name: /Rename|Share|Delete/ })).toHaveCount(0);
    await theirs.keyboard.press("Escape");
  });

  await goOn(guest, id, `And coffee? ${told({ text: "A bean.", intervalMs: 0 })}`);
  const chat = new ChatPage(page);
  await expect(chat.answers.last()).toContainText("A bean.");
  const { items } = await person.client.api.messages.list.query({ conversationId: id });
  const guestId = (await guest.client.api.auth.me.query()).id;
  expect(items.find(({ parts }) => parts.some((part) => part.text.startsWith("And coffee?")))?.authorId).toBe(guestId);

  await people.choose(guest.username, "Reader");
  await expect(people.person(guest.username)).toContainText("Reader");
  await expect.poll(async () => (await guest.client.api.conversations.get.query({ id })).role).toBe("reader");

  await people.choose(guest.username, "Remove");
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(people.people).toHaveCount(1);
  await expect(people.panel.getByRole("region", { name: "No longer here" })).toContainText(guest.username);
  await expect(theirs.getByRole("heading", { name: "This conversation is no longer here" })).toBeVisible();
  await expect(new Sidebar(theirs).list.getByRole("link", { name: /^Tea/ })).toHaveCount(0);
});

test("an invitation is used by someone who registers on the way, and by nobody after", async ({
  page,
  person,
  server,
  openBrowser,
}) => {
  const id = await begin(person, "Tea", [first]);
  const people = await openPeople(page, id);
  const path = await people.invite({ role: "Reader" });
  await expect(people.panel.getByText("1 use left")).toBeVisible();

  const theirs = await openBrowser();
  const newcomer = inventPerson();
  await theirs.goto(server.url + path);
  await expect(theirs).toHaveURL(/\/sign-in\?next=/);
  await theirs.getByRole("link", { name: "Create an account" }).click();
  await expect(theirs).toHaveURL(/\/register\?next=/);
  await new AccountForms(theirs).register(newcomer);
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Join “Tea”");
  await expect(theirs.getByText(`${person.username} invites you to read along.`)).toBeVisible();
  await expectAccessible(theirs);
  await theirs.getByRole("button", { name: "Join" }).click();
  await expect(theirs).toHaveURL(new RegExp(`/c/${id}$`));
  await expect(new ChatPage(theirs).answers).toContainText("A leaf in hot water.");
  await theirs.goto(server.url + path);
  const late = await openBrowser(await register(server.url));
  await late.goto(server.url + path);
  await expect(late.getByRole("heading", { level: 1 })).toHaveText("This invitation no longer works");
  await expectAccessible(late);

  await page.reload();
  await people.open();
  await expect(people.person(newcomer.username)).toContainText("Reader");
  await expect(people.panel.getByText("used up")).toBeVisible();
  await people.panel.getByRole("button", { name: "Revoke" }).click();
  await expect(people.panel.getByRole("textbox", { name: "Address of the link" })).toHaveCount(0);
});

test("an invitation leads who takes part already to the conversation", async ({ page, person }) => {
  const id = await begin(person, "Tea", [first]);
  const { token } = await person.client.api.members.createInvite.mutate({ conversationId: id, role: "reader" });
  await page.goto(`/join/${token}`);
  await expect(page).toHaveURL(new RegExp(`/c/${id}$`));
});

test("a conversation is handed over, and left", async ({ page, person, server, openBrowser }) => {
  const heir = await register(server.url);
  const id = await begin(person, "Tea", [first]);
  await person.client.api.members.add.mutate({ conversationId: id, who: heir.email, role: "writer" });
  const people = await openPeople(page, id);
  await people.choose(heir.username, "Hand over ownership");
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("You stay as a writer.");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Hand over ownership" }).click();
  await expect(people.people.first()).toHaveText(new RegExp(`${heir.username}.*Owner`));
  await expect(people.who).toBeHidden();

  await people.panel.getByRole("button", { name: "Leave the conversation" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(new Sidebar(page).list.getByRole("link", { name: /^Tea/ })).toHaveCount(0);

  const theirs = await openBrowser(heir);
  const theirPeople = await openPeople(theirs, id);
  await expect(theirPeople.panel.getByRole("region", { name: "No longer here" })).toContainText(person.username);
  await theirPeople.panel.getByRole("radio", { name: "Only when mentioned" }).check();
  await expect.poll(async () => (await heir.client.api.conversations.get.query({ id })).answerMode).toBe("mentioned");
});

test("strangers read what was shared, as it was or as it goes on, until the link is revoked", async ({
  page,
  person,
  openBrowser,
  watch,
}) => {
  watch.allow(/status of 404/);
  const id = await begin(person, "Tea", [first]);
  await new ChatPage(page).open(id);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share the conversation" });
  const addresses = dialog.getByRole("textbox", { name: "Address of the link" });
  await dialog.getByRole("button", { name: "Create link" }).click();
  await expect(addresses).toHaveCount(1);
  const snapshot = await addresses.first().inputValue();
  await dialog.getByRole("radio", { name: "As it goes on" }).check();
  await dialog.getByRole("button", { name: "Create link" }).click();
  await expect(addresses).toHaveCount(2);
  const live = await addresses.first().inputValue();
  await expectAccessible(page);
  await goOn(person, id, `And coffee? ${told({ text: "A bean.", intervalMs: 0 })}`);

  const stranger = await openBrowser();
  const answer = await stranger.goto(snapshot);
  expect(answer?.headers()["x-robots-tag"]).toContain("noindex");
  expect(answer?.headers()["referrer-policy"]).toBe("same-origin");
  // For a moment there are two: as it was streamed, and where the page's scripts then put it.
  await expect(stranger.locator('meta[name="robots"]').first()).toHaveAttribute("content", /noindex/);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Tea");
  await expect(stranger.getByText(/^As of /)).toBeVisible();
  await expect(stranger.getByRole("article")).toHaveCount(2);
  await expect(stranger.getByText("leaf").last()).toBeVisible();
  expect(await stranger.content()).not.toContain(person.username);
  await expectAccessible(stranger);

  await stranger.goto(live);
  await expect(stranger.getByRole("article")).toHaveCount(4);
  await expect(stranger.getByRole("article").last()).toContainText("A bean.");

  await dialog.getByRole("button", { name: "Revoke" }).first().click();
  await expect(addresses).toHaveCount(1);
  await expect.poll(async () => (await stranger.request.get(live)).status()).toBe(404);
  await stranger.goto(live);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  const robots = await stranger.request.get(new URL("/robots.txt", live).href);
  expect(await robots.text()).toMatch(/Disallow: \/\s/);
});

test("a shared page needs no scripts, goes on in parts, and shows names where that was chosen", async ({
  browser,
  page,
  person,
  watch,
}) => {
  const { client } = person;
  const ask = told({ text: "Yes.", intervalMs: 0 });
  const id = await begin(
    person,
    "Many questions",
    Array.from({ length: 26 }, (_, index) => `Question ${index + 1}? ${ask}`),
  );
  const { token } = await client.api.shares.create.mutate({ conversationId: id, live: true, showNames: true });
  const path = `/share/${token}`;

  await page.goto(path);
  await expect(page.getByRole("article")).toHaveCount(50);
  await expect(page.getByRole("heading", { level: 2, name: person.username })).toHaveCount(25);
  await page.getByRole("link", { name: "Show more" }).press("Enter");
  await expect(page.getByRole("article")).toHaveCount(52);
  await expect(page.getByRole("article").nth(50)).toBeFocused();
  await expect(page.getByRole("link", { name: "Show more" })).toHaveCount(0);

  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: new URL(page.url()).origin });
  await watch.add(plain);
  const reader = await plain.newPage();
  await reader.goto(path);
  await expect(reader.getByRole("article")).toHaveCount(50);
  await reader.getByRole("link", { name: "Show more" }).click();
  await expect(reader.getByRole("article").first()).toContainText("Question 26?");
  await reader.getByRole("link", { name: "From the beginning" }).click();
  await expect(reader.getByRole("article").first()).toContainText("Question 1?");
  await plain.close();
});

test("a shared page loads nothing of the conversations' frame", async ({ page, person }) => {
  const id = await begin(person, "Tea", [first]);
  const { token } = await person.client.api.shares.create.mutate({ conversationId: id, live: false });
  const calls: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/trpc/")) calls.push(request.url());
  });
  await page.goto(`/share/${token}`);
  await expect(page.getByRole("article")).toHaveCount(2);
  await page.waitForLoadState("networkidle");
  expect(calls).toEqual([]);
  await expect(page.getByRole("textbox")).toHaveCount(0);
});

test("people are added, changed and sent away by keyboard, on a phone too", async ({ page, person, server }) => {
  const guest = await register(server.url);
  const id = await begin(person, "Tea", [first]);
  const { keyboard } = page;
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await new ChatPage(page).open(id);
    const people = new PeoplePanel(page);
    await people.button.focus();
    await keyboard.press("Enter");
    await expect(people.people.first()).toBeVisible();
    await people.who.focus();
    await keyboard.type(guest.email);
    await keyboard.press("Enter");
    await expect(people.person(guest.username)).toBeVisible();
    await expectAccessible(page);
    const actions = people.panel.getByRole("button", { name: `Actions for ${guest.username}` });
    await actions.focus();
    await keyboard.press("Enter");
    await expect(page.getByRole("menuitemradio", { name: "Writer" })).toBeFocused();
    await keyboard.press("End");
    await expect(page.getByRole("menuitem", { name: "Remove" })).toBeFocused();
    await keyboard.press("Enter");
    const question = page.getByRole("alertdialog");
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await expect(question).toBeHidden();
    await expect(people.people).toHaveCount(1);
    await people.who.focus();
    await keyboard.press("Escape");
    await expect(people.panel).toBeHidden();
    await expect(people.button).toBeFocused();
  }
});

test("in French", async ({ page, person, openBrowser }) => {
  const { api } = person.client;
  await api.users.updateSelf.mutate({ data: { locale: "fr" } });
  const id = await begin(person, "Le thé", [first]);
  const { token } = await api.shares.create.mutate({ conversationId: id, live: false, expiresInDays: 7 });
  await api.members.createInvite.mutate({ conversationId: id, role: "writer", maxUses: 10 });
  await page.goto(`/c/${id}`);
  await page.getByRole("button", { name: "Participants" }).click();
  await expect(page.getByText("encore 10 usages")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Partager" }).click();
  await expect(page.getByRole("dialog", { name: "Partager la conversation" })).toContainText("Instantané");
  await expectAccessible(page);
  const reader = await openBrowser(person);
  await reader.goto(`/share/${token}`);
  await expect(reader.locator("html")).toHaveAttribute("lang", "fr");
  await expect(reader.getByText(/^État au /)).toBeVisible();
  await expectAccessible(reader);
});
