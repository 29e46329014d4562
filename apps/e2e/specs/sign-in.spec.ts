import { freePort } from "@causerie/core/testing/free-port";
import { type Mailbox, startMailbox } from "@causerie/core/testing/mailbox";
import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { expectAccessible } from "../fixtures/accessible.ts";
import { type AppServer, startAppServer } from "../fixtures/app-server.ts";
import { makeDataDir, removeDataDir } from "../fixtures/data-dir.ts";
import { type OpenIdProvider, startOpenIdProvider } from "../fixtures/open-id-provider.ts";
import { inventPerson, register, registerAdmin } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { AccountForms } from "../pages/account-forms.ts";

// One site for all of them, so in one worker.
test.describe.configure({ mode: "default" });

let mailbox: Mailbox;
let provider: OpenIdProvider;
let site: AppServer;

test.beforeAll(async () => {
  const port = await freePort("localhost");
  const url = `http://localhost:${port}`;
  [mailbox, provider] = await Promise.all([startMailbox(), startOpenIdProvider(url)]);
  const mail = { SMTP_URL: mailbox.url, SMTP_FROM: "Causerie <causerie@example.org>", PUBLIC_URL: url };
  site = await startAppServer({ dataDir: await makeDataDir(), env: { ...provider.env, ...mail, PORT: String(port) } });
  await registerAdmin(site.url, await site.setupLink());
});

test.afterAll(async () => {
  await site.stop();
  await removeDataDir(site.dataDir);
  await Promise.all([mailbox[Symbol.asyncDispose](), provider[Symbol.asyncDispose]()]);
});

test.beforeEach(({ watch }) => {
  // The provider's pages load fonts from elsewhere; a code that is wanted or wrong is a refusal.
  watch.allow(/status of 4|net::ERR_|fonts\.googleapis|Content Security Policy/);
});

/** From the sign-in page to the provider's, where they are someone of that name, and back. */
async function comeByProvider(page: Page, login: string): Promise<void> {
  await page.goto(`${site.url}/sign-in?next=/settings/security`);
  await page.getByRole("button", { name: "Sign in with Example ID" }).click();
  await enterAtProvider(page, login);
  await page.getByRole("button", { name: "Continue" }).click();
}

async function enterAtProvider(page: Page, login: string): Promise<void> {
  await page.locator('input[name="login"]').fill(login);
  await page.locator('input[name="password"]').fill("any");
  await page.locator('button[type="submit"]').click();
}

test("someone whom the provider knows signs in without a password, and is known again", async ({ page }) => {
  await comeByProvider(page, "grace");
  await expect(page).toHaveURL(`${site.url}/settings/security`);
  await expect(page.getByText("Linked to grace@example.org since")).toBeVisible();
  await expect(page.getByText("Your account has no password")).toBeVisible();
  await expectAccessible(page);
  await page.context().clearCookies({ name: "causerie.session" });
  await page.goto(`${site.url}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Example ID" }).click();
  await expect(page).toHaveURL(`${site.url}/`);
});

test("someone without a password deletes their account once the provider has asked them anew", async ({ page }) => {
  await comeByProvider(page, "known-ken");
  await page.goto(`${site.url}/settings/data`);
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Delete account" }).click();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Sign in again with Example ID" }).click();
  // The provider knows them, and asks all the same.
  await enterAtProvider(page, "known-ken");
  const username = dialog.getByLabel("To confirm, type known-ken");
  await expect(username).toBeVisible();
  // Open because of its address, which is plain again: loaded anew, the page asks nothing.
  await expect(page).toHaveURL(`${site.url}/settings/data`);
  await username.fill("known-kim");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(username).toHaveAccessibleDescription(/not your username/);
  await expectAccessible(page);
  await username.fill("known-ken");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`${site.url}/settings`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the provider's word for an email that it did not verify signs nobody in, and says so", async ({ page }) => {
  await comeByProvider(page, "unverified-eve");
  await expect(page.getByRole("alert").filter({ hasText: "does not confirm that the email is yours" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${site.url}/settings`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`${site.url}/sign-in?error=${encodeURIComponent("<b>Call 0800 HELP</b>")}`);
  await expect(page.getByRole("alert").filter({ hasText: "did not work" })).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("0800");
});

test("an answer of the provider counts only in the browser that asked", async ({ page, openBrowser }) => {
  await page.goto(`${site.url}/sign-in`);
  await page.getByRole("button", { name: "Sign in with Example ID" }).click();
  await enterAtProvider(page, "mallory");
  const answer = page.waitForRequest(/\/api\/auth\/callback\/oidc/);
  await page.route(/\/api\/auth\/callback\/oidc/, (route) => route.abort());
  await page.getByRole("button", { name: "Continue" }).click();
  const victim = await openBrowser();
  await victim.goto((await answer).url());
  await expect(victim.getByRole("alert").filter({ hasText: "did not work" })).toBeVisible();
  await victim.goto(`${site.url}/settings`);
  await expect(victim).toHaveURL(/\/sign-in/);
});

test("a forgotten password is chosen anew by a mail, whatever host the request named", async ({ page }) => {
  const person = await register(site.url);
  const forms = new AccountForms(page);
  await page.goto(`${site.url}/sign-in`);
  await page.getByRole("link", { name: "Forgot password?" }).click();
  await expectAccessible(page);
  await forms.email.fill(person.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("If an account has this email")).toBeVisible();
  const evil = { host: "evil.example", "x-forwarded-host": "evil.example" };
  await page.request.post(`${site.url}/api/trpc/mailedLinks.requestReset`, {
    data: { email: person.email },
    headers: { ...evil, origin: site.url },
  });
  await mailbox.mailTo(person.email, 3);
  const links = mailbox.received.filter(({ to }) => to === person.email).flatMap((mail) => mail.links);
  for (const link of links) expect(link.startsWith(`${site.url}/`)).toBe(true);
  await page.goto(links.at(-1) ?? "");
  await expectAccessible(page);
  await page.getByLabel("New password").fill("a password chosen anew");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByRole("link", { name: "Back to sign-in" }).click();
  await forms.signIn({ ...person, password: "a password chosen anew" });
  await expect(page).toHaveURL(`${site.url}/`);
  await page.goto(links.at(-1) ?? "");
  await expect(page.getByRole("heading", { name: "This link is no longer valid" })).toBeVisible();
});

test("an email is confirmed by a mail's link, which looking at does not use up", async ({ page }) => {
  const person = inventPerson();
  const forms = new AccountForms(page);
  await page.goto(`${site.url}/register`);
  await forms.register(person);
  await expect(page).toHaveURL(`${site.url}/`);
  const [link = ""] = (await mailbox.mailTo(person.email)).links;
  await page.request.get(link);
  await page.goto(link);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirm this email" }).click();
  await expect(page.getByText("Your email is confirmed.")).toBeVisible();
  await page.goto(`${site.url}/settings/security`);
  await expect(page.getByText(`${person.email} is confirmed.`)).toBeVisible();
});

test("a second factor is set up, asked for, stood in for by a recovery code, and removed", async ({ page }) => {
  const person = await register(site.url);
  const forms = new AccountForms(page);
  await page.goto(`${site.url}/sign-in?next=/settings/security`);
  await forms.signIn(person);
  await page.getByRole("button", { name: "Set up a second factor" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill(person.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  const secret = await dialog.getByLabel("Secret for your authenticator app").inputValue();
  await expect(dialog.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  await expectAccessible(page);
  const used = new TOTP({ secret }).generate();
  await expect(dialog.getByRole("textbox", { name: "Code" })).toBeFocused();
  await dialog.getByRole("textbox", { name: "Code" }).fill(used);
  await dialog.getByRole("button", { name: "Turn it on" }).click();
  const shown = dialog.getByRole("list", { name: "Your recovery codes" }).getByRole("listitem");
  await expect(shown).toHaveCount(10);
  const codes = await shown.allTextContents();
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("10 recovery codes are left.")).toBeVisible();

  await page.context().clearCookies();
  await page.goto(`${site.url}/sign-in?next=/settings/security`);
  await forms.signIn(person);
  const field = page.getByRole("textbox", { name: "Code" });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("autocomplete", "one-time-code");
  await expectAccessible(page);
  await field.fill(used);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(field).toHaveAccessibleDescription(/wrong or was used already/);
  await field.fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("9 recovery codes are left.")).toBeVisible();

  // What is there at once on the page that signing in leads to is not yet alive.
  await page.goto(`${site.url}/settings/security`);
  await page.getByRole("button", { name: "Remove the second factor" }).click();
  await dialog.getByLabel("Password", { exact: true }).fill(person.password);
  await dialog.getByRole("textbox", { name: "Code" }).fill(codes[1] ?? "");
  await dialog.getByRole("button", { name: "Remove the second factor" }).click();
  await expect(page.getByRole("button", { name: "Set up a second factor" })).toBeVisible();
});
