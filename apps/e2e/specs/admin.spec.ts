import { inventPerson, register, signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { AccountForms } from "../pages/account-forms.ts";

test("the page of the users does not exist for others", async ({ page, person: _person, watch }) => {
  watch.allow(/status of 404/);
  expect((await page.goto("/admin/users"))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await page.goto("/");
  await page.getByRole("button", { name: /^Account:/ }).click();
  await expect(page.getByRole("menuitem", { name: "Settings" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Users" })).toHaveCount(0);
});

test("an admin finds, makes, raises, locks out and deletes users", async ({
  page,
  server,
  admin,
  openBrowser,
  watch,
}) => {
  watch.allow(/status of 40[139]/);
  const member = await register(server.url);
  await signIn(server.url, page.context().request, admin);
  await page.goto("/admin/users");
  const rows = page.getByRole("table", { name: "Users" }).getByRole("row");
  const row = rows.filter({ hasText: member.email });
  const choose = async (action: string) => {
    await row.getByRole("button", { name: `Actions for ${member.username}` }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };

  await page.getByRole("searchbox", { name: "Search by name or email" }).fill(member.username);
  await expect(page.getByText("1 user", { exact: true })).toBeVisible();
  await expect(row).toContainText("Member");

  await test.step("makes them an admin, and takes that back", async () => {
    await choose("Make admin");
    await expect(page.getByText(`${member.username} is an admin now.`)).toBeVisible();
    await expect(row).toContainText("Admin");
    expect((await member.client.api.auth.me.query()).role).toBe("admin");
    await choose("Remove as admin");
    await expect(row).toContainText("Member");
  });

  await test.step("locks them out at once", async () => {
    const theirs = await openBrowser(member);
    await theirs.goto("/settings/profile");
    await choose("Deactivate");
    await expect(row).toContainText("Deactivated");
    await theirs.reload();
    await expect(theirs).toHaveURL(/\/sign-in/);
    await new AccountForms(theirs).signIn(member);
    await expect(theirs.getByRole("alert").filter({ hasText: "Email or password is wrong" })).toBeVisible();
    await choose("Activate");
    await expect(row).not.toContainText("Deactivated");
    await new AccountForms(theirs).signIn(member);
    await expect(theirs).toHaveURL(/\/settings\/profile/);
  });

  await test.step("deletes them once their email is typed", async () => {
    await choose("Delete…");
    const dialog = page.getByRole("dialog", { name: `Delete ${member.username}?` });
    await dialog.getByRole("textbox").fill("someone@example.org");
    await dialog.getByRole("button", { name: "Delete user" }).click();
    await expect(dialog.getByRole("textbox")).toHaveAccessibleDescription(/not the email of this user/);
    await dialog.getByRole("textbox").fill(member.email);
    await dialog.getByRole("button", { name: "Delete user" }).click();
    await expect(page.getByText(`${member.username} was deleted.`)).toBeVisible();
    await expect(page.getByText(`Nobody matches “${member.username}”.`)).toBeVisible();
  });

  await test.step("makes an account for someone", async () => {
    const someone = inventPerson();
    await page.getByRole("button", { name: "New user" }).click();
    const dialog = page.getByRole("dialog", { name: "New user" });
    await dialog.getByRole("textbox", { name: "Email" }).fill(someone.email);
    await dialog.getByRole("textbox", { name: "Username" }).fill(someone.username);
    await dialog.getByLabel("Password", { exact: true }).fill(someone.password);
    await dialog.getByRole("button", { name: "Create user" }).click();
    await expect(page.getByText(`${someone.username} can sign in now.`)).toBeVisible();
    const theirs = await openBrowser();
    await theirs.goto("/sign-in");
    await new AccountForms(theirs).signIn(someone);
    await expect(theirs).toHaveURL(/\/$/);
  });
});
