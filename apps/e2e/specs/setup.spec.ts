import { expectAccessible } from "../fixtures/accessible.ts";
import { startAppServer } from "../fixtures/app-server.ts";
import { makeDataDir, removeDataDir } from "../fixtures/data-dir.ts";
import { inventPerson, registerAdmin } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { AccountForms } from "../pages/account-forms.ts";
import { ChatPage } from "../pages/chat-page.ts";

test("the link printed at the first start makes the first admin, once, who then talks with the guide", async ({
  page,
  openBrowser,
  watch,
}) => {
  // The server ends before the page does.
  watch.allow(/net::ERR_/);
  const dataDir = await makeDataDir({ isFirstStart: true });
  const server = await startAppServer({ dataDir });
  try {
    await page.goto(server.url);
    await expect(page).toHaveURL(/\/setup$/);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Set up this server");
    await page.goto(`${server.url}/register`);
    await expect(page).toHaveURL(/\/setup$/);
    await page.goto(`${server.url}/setup?token=guessed`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link is no longer valid");

    const link = await server.setupLink();
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Create the admin account");
    await expectAccessible(page);
    const admin = inventPerson();
    const forms = new AccountForms(page);
    await forms.email.fill(admin.email);
    await forms.username.fill(admin.username);
    await forms.password.fill(admin.password);
    await page.getByRole("button", { name: "Create admin account" }).click();
    const chat = new ChatPage(page);
    await expect(chat.composer).toBeFocused();

    const late = await openBrowser();
    await late.goto(link);
    await expect(late.getByRole("heading", { level: 1 })).toHaveText("This link is no longer valid");
    await late.goto(`${server.url}/setup`);
    await late.getByRole("link", { name: "Go to sign-in" }).click();
    await expect(late).toHaveURL(/\/sign-in$/);

    // No key, no model, no network: the whole path works all the same.
    await page.getByRole("region", { name: "Things to try" }).getByRole("button").first().click();
    await expect(chat.composer).toHaveValue(/^Explain how a transaction/);
    // What one has in the composer is not replaced by another click.
    await expect(page.getByRole("region", { name: "Things to try" })).toBeHidden();
    await chat.ask("How do I connect a model?");
    await chat.ended();
    await expect(chat.answers).toContainText("OPENROUTER_API_KEY");
    await page.goto(`${server.url}/admin/users`);
    await expect(page.getByRole("table", { name: "Users" }).getByRole("row")).toHaveCount(2);
    expect(server.output()).not.toContain(admin.password);
  } finally {
    await server.stop();
    await removeDataDir(dataDir);
  }
});

test("where registration is closed or its domains are named, the pages say so", async ({ page, watch }) => {
  watch.allow(/net::ERR_/);
  const dataDir = await makeDataDir();
  const env = { REGISTRATION: "closed", ALLOWED_EMAIL_DOMAINS: "example.org,example.net" };
  const closed = await startAppServer({ dataDir, env });
  try {
    await registerAdmin(closed.url, await closed.setupLink());
    await page.goto(`${closed.url}/sign-in`);
    await expect(page.getByText("Accounts are created by an admin here.")).toBeVisible();
    await page.goto(`${closed.url}/register`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Registration is closed");
    await expectAccessible(page);
  } finally {
    await closed.stop();
  }
  const open = await startAppServer({ dataDir, env: { ...env, REGISTRATION: "open" } });
  try {
    await page.goto(`${open.url}/register`);
    const forms = new AccountForms(page);
    await expect(forms.email).toHaveAccessibleDescription(/example\.org or example\.net/);
  } finally {
    await open.stop();
    await removeDataDir(dataDir);
  }
});
