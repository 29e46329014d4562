import { inventPerson, register, signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { AccountForms } from "../pages/account-forms.ts";
import { ChatPage } from "../pages/chat-page.ts";
import { Sidebar } from "../pages/sidebar.ts";

test("someone registers, leaves and comes back to where they wanted to go", async ({ page }) => {
  const forms = new AccountForms(page);
  const someone = inventPerson();
  await page.goto("/register");
  await forms.register(someone);
  await expect(page.getByRole("heading", { name: "What shall we talk about?" })).toBeVisible();
  await new ChatPage(page).composer.fill("Written, not sent.");
  const kept = () => page.evaluate(() => JSON.stringify(localStorage));
  await expect.poll(kept).toContain("Written, not sent.");
  await new Sidebar(page).chooseOwn("Sign out");
  await expect(page).toHaveURL(/\/sign-in$/);
  expect(await kept()).not.toContain("Written");
  await page.goto("/settings/security");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await forms.signIn(someone);
  await expect(page).toHaveURL(/\/settings\/security$/);
  await page.goto("/sign-in");
  await expect(page).toHaveURL(/\/$/);
});

test("an unknown email and a wrong password are refused alike, and nothing typed is lost", async ({
  page,
  server,
  watch,
}) => {
  watch.allow(/status of 401/);
  const person = await register(server.url);
  const forms = new AccountForms(page);
  await page.goto("/sign-in");
  const answers: (string | null)[] = [];
  for (const email of [person.email, inventPerson().email]) {
    await forms.signIn({ email, password: "not the password" });
    const alert = page.getByRole("alert").filter({ hasText: "wrong" });
    answers.push(await alert.textContent());
    await expect(forms.email).toHaveValue(email);
    await page.reload();
  }
  expect(answers).toEqual(Array(2).fill("Email or password is wrong. Check both and try again."));
});

test("too many wrong passwords are held back, with how long", async ({ page, server, watch }) => {
  watch.allow(/status of 4(01|29)/);
  const person = await register(server.url);
  const forms = new AccountForms(page);
  await page.goto("/sign-in");
  for (let attempt = 0; attempt < 10; attempt++) {
    await expect(signIn(server.url, page.request, { ...person, password: "not the password" })).rejects.toThrow("401");
  }
  await forms.signIn(person);
  await expect(page.getByRole("alert").filter({ hasText: "Too many attempts" })).toContainText(
    /Try again in 1\d minutes/,
  );
});

test("a registration that can't be says what is wrong at the field, and keeps the rest", async ({
  page,
  server,
  watch,
}) => {
  watch.allow(/status of 4\d\d/);
  const taken = await register(server.url);
  const someone = inventPerson();
  const forms = new AccountForms(page);
  await page.goto("/register");
  await forms.register({ email: "nobody", username: "x", password: "short" });
  await expect(forms.email).toHaveAccessibleDescription(/Enter an email address/);
  await expect(forms.username).toHaveAccessibleDescription(/Enter 2 to 32 letters/);
  await expect(forms.password).toHaveAccessibleDescription(/8 to 128 characters/);
  await expect(forms.email).toBeFocused();
  await forms.register({ ...someone, password: "password123" });
  await expect(forms.password).toHaveAccessibleDescription(/lists that attackers try first/);
  await forms.register({ ...someone, email: taken.email });
  await expect(forms.email).toHaveAccessibleDescription(/exists already/);
  await forms.register({ ...someone, username: taken.username });
  await expect(forms.username).toHaveAccessibleDescription(/is taken/);
  await expect(forms.email).toHaveValue(someone.email);
  await forms.register(someone);
  await expect(page).toHaveURL(/\/$/);
});

test("signing out everywhere ends the other browser at its next step", async ({ page, person, openBrowser, watch }) => {
  watch.allow(/status of 401/);
  const other = new ChatPage(await openBrowser(person));
  await other.open();
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await other.composer.fill("Am I still here?");
  await other.composer.press("Enter");
  const alert = other.page.getByRole("alert").filter({ hasText: "Your session has ended." });
  await expect(alert).toContainText("What you typed is still here.");
  await expect(other.composer).toHaveValue("Am I still here?");
  await other.page.goto("/settings");
  await expect(other.page).toHaveURL(/\/sign-in/);
});

test("a new password ends every other session and is the one that works", async ({
  page,
  person,
  openBrowser,
  watch,
}) => {
  watch.allow(/status of 401/);
  const other = await openBrowser(person);
  await other.goto("/settings/profile");
  await page.goto("/settings/security");
  const present = page.getByLabel("Current password");
  const next = page.getByLabel("New password");
  const change = page.getByRole("button", { name: "Change password" });

  await present.fill("not the password");
  await next.fill("another password, this one");
  await change.click();
  await expect(present).toHaveAccessibleDescription(/This is not your password/);
  await expect(next).toHaveValue("another password, this one");
  await present.fill(person.password);
  await change.click();
  await expect(page.getByText("Your password was changed. Other sessions have ended.")).toBeVisible();
  await expect(next).toHaveValue("");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Security" })).toBeVisible();

  await other.reload();
  await expect(other).toHaveURL(/\/sign-in/);
  const forms = new AccountForms(other);
  await forms.signIn(person);
  await expect(other.getByRole("alert").filter({ hasText: "Email or password is wrong" })).toBeVisible();
  await forms.signIn({ ...person, password: "another password, this one" });
  await expect(other).toHaveURL(/\/settings\/profile$/);
});

test("a password can be looked at before it is sent", async ({ page }) => {
  const forms = new AccountForms(page);
  await page.goto("/sign-in");
  await forms.password.fill("visible for a moment");
  await expect(forms.password).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show the password" }).click();
  await expect(forms.password).toHaveAttribute("type", "text");
});
