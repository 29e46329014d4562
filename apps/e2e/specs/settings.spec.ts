import { register } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { AccountForms } from "../pages/account-forms.ts";
import { ChatPage } from "../pages/chat-page.ts";

test("a profile is changed, and what others have is refused at its field", async ({ page, person, server, watch }) => {
  watch.allow(/status of 409/);
  const other = await register(server.url);
  const trigram = `${person.username.replace(/[^a-z]/g, "")}xyz`.slice(3, 6).toUpperCase();
  await page.goto("/settings/profile");
  const username = page.getByRole("textbox", { name: "Username" });
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveValue(person.email);
  await username.fill(other.username.toUpperCase());
  await page.getByRole("textbox", { name: "Trigram" }).fill(trigram);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(username).toHaveAccessibleDescription(/This username is taken/);
  await username.fill(`${person.username}.new`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.getByRole("link", { name: "Conversations" }).click();
  await expect(page.getByRole("button", { name: `Account: ${person.username}.new` })).toContainText(trigram);
});

test("the theme is in the first byte of the page, follows the system or is pinned, everywhere", async ({
  page,
  person,
  openBrowser,
}) => {
  const background = (of: typeof page) => of.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const themes = page.getByRole("group", { name: "Theme" }).or(page.getByRole("radiogroup", { name: "Theme" }));
  await page.goto("/settings/appearance");
  const light = await background(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await background(page);
  expect(dark).not.toBe(light);
  await page.emulateMedia({ colorScheme: "light" });
  await themes.getByText("Dark", { exact: true }).click();
  await expect.poll(() => background(page)).toBe(dark);

  // What is seen before any script of the page has run.
  await page.addInitScript(() => {
    document.addEventListener("readystatechange", () => {
      if (document.readyState !== "interactive") return;
      const seen = getComputedStyle(document.documentElement).backgroundColor;
      Object.assign(window, { backgroundSeenFirst: seen });
    });
  });
  await expect.poll(async () => (await person.client.api.auth.me.query()).theme).toBe("dark");
  await page.reload();
  expect(await page.evaluate(() => Reflect.get(window, "backgroundSeenFirst"))).toBe(dark);
  expect(await background(page)).toBe(dark);
  expect(await (await page.request.get("/settings/appearance")).text()).toContain('data-theme="dark"');
  const other = await openBrowser(person);
  await other.goto("/");
  expect(await background(other)).toBe(dark);

  await themes.getByText("System", { exact: true }).click();
  await expect.poll(() => background(page)).toBe(light);
});

test("all conversations are deleted at once, after a question", async ({ page, person }) => {
  const { api } = person.client;
  for (const title of ["One", "Two"]) await api.conversations.create.mutate({ title });
  await page.goto("/settings/data");
  await page.getByRole("button", { name: "Delete all conversations" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete all your conversations?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  expect((await api.conversations.list.query({})).items).toHaveLength(2);
  await page.getByRole("button", { name: "Delete all conversations" }).click();
  await question.getByRole("button", { name: "Delete all conversations" }).click();
  await expect(page.getByText("2 conversations were deleted.")).toBeVisible();
  expect((await api.conversations.list.query({})).items).toEqual([]);
});

test("an account is deleted with everything that is its own", async ({ page, person, openBrowser, watch }) => {
  watch.allow(/status of 40[134]/);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Remember me. ${told({ text: "I will." })}`);
  await chat.ended();
  const address = page.url();
  const other = await openBrowser(person);
  await other.goto(address);

  await page.goto("/settings/data");
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete your account?" });
  await dialog.getByLabel("Password", { exact: true }).fill("not the password");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog.getByLabel("Password", { exact: true })).toHaveAccessibleDescription(/This is not your password/);
  await dialog.getByLabel("Password", { exact: true }).fill(person.password);
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await new AccountForms(page).signIn(person);
  await expect(page.getByRole("alert").filter({ hasText: "Email or password is wrong" })).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/sign-in/);
  await expect(person.client.api.conversations.list.query({})).rejects.toThrow();
});

test("the model is chosen for a conversation, and remembered there", async ({ page, person: _person, upstream }) => {
  const chat = new ChatPage(page);
  await chat.open();
  const picker = page.getByRole("button", { name: /^Model:/ });
  await expect(picker).toHaveAccessibleName(/Auto Router/);
  await picker.click();
  await page.getByPlaceholder("Find a model").fill("sonnet");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(picker).toHaveAccessibleName(/Claude Sonnet/);
  await chat.ask(`By whom? ${told({ text: "By me." })}`);
  await chat.ended();
  expect(upstream.requests.map(({ body }) => JSON.stringify(body)).join()).toContain("anthropic/claude-sonnet-4.5");
  await page.reload();
  await expect(picker).toHaveAccessibleName(/Claude Sonnet/);
});
