import { expectAccessible } from "../fixtures/accessible.ts";
import { register, signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";

test.beforeEach(({ page, server, admin }) => signIn(server.url, page.context().request, admin));

test("an admin ends sessions, limits messages and finds it in the audit log", async ({ page, server, openBrowser }) => {
  const member = await register(server.url);
  const theirs = await openBrowser(member);
  await page.goto("/admin/users");
  await page.getByRole("searchbox").fill(member.username);
  const row = page.getByRole("table", { name: "Users" }).getByRole("row").filter({ hasText: member.email });
  const choose = async (action: string) => {
    await row.getByRole("button", { name: `Actions for ${member.username}` }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };

  await choose("Limit messages…");
  await page.getByRole("textbox", { name: "Messages a minute" }).fill("3");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("3 messages a minute");

  await choose("Sign out everywhere");
  await expect(page.getByText(`All sessions of ${member.username} have ended.`)).toBeVisible();
  await theirs.goto("/settings/profile");
  await expect(theirs).toHaveURL(/\/sign-in/);

  await page.getByRole("navigation", { name: "Administration" }).getByRole("link", { name: "Audit log" }).click();
  await page.getByRole("searchbox", { name: "Person" }).fill(member.username);
  const entries = page.getByRole("table", { name: "Audit log" }).getByRole("row");
  await expect(entries.filter({ hasText: "Sign someone out everywhere" })).toHaveCount(1);
  await expect(entries.filter({ hasText: "Messages a minute: 3" })).toHaveCount(1);
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("causerie-audit.csv");

  await page.setViewportSize({ width: 390, height: 800 });
  const folded = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  await expect(folded.filter({ hasText: "Messages a minute: 3" })).toHaveCount(1);
  await expect(page.getByRole("table", { name: "Audit log" })).toBeHidden();
  await expectAccessible(page);
});

test("an admin closes registration, and gives it back to the environment", async ({ page, openBrowser }) => {
  await page.goto("/admin/registration");
  await expectAccessible(page);
  await page.getByRole("radio", { name: "Closed" }).check();
  await expect(page.getByText("Saved.")).toBeVisible();
  const visitor = await openBrowser();
  await visitor.goto("/register");
  await expect(visitor.getByRole("button", { name: "Create account" })).toHaveCount(0);
  await page.getByRole("radio", { name: "Set by the environment" }).first().check();
  await expect
    .poll(async () => {
      await visitor.reload();
      return visitor.getByRole("button", { name: "Create account" }).count();
    })
    .toBe(1);
});

test("an admin sees what rules of retention would delete, keeps them, and deletes", async ({ page }) => {
  await page.goto("/admin/retention");
  await page.getByRole("textbox", { name: "Audit log" }).fill("29");
  await expect(page.getByText("A whole number from 30 to 36,500, or nothing.")).toBeVisible();
  await page.getByRole("textbox", { name: "Audit log" }).fill("400");
  await expect(page.getByText("There is nothing now that this would delete.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Delete now" })).toBeDisabled();
});

test("an admin sees whose answer is being written, not what it says, and stops it", async ({ page, server }) => {
  const member = await register(server.url);
  const content = `A secret question. ${told({ tokens: 3000, chunks: 3000, intervalMs: 20 })}`;
  await member.client.api.chat.send.mutate({ content });
  await page.goto("/admin/runs");
  const row = page.getByRole("row").filter({ hasText: member.username });
  await expect(row).toBeVisible();
  await expect(page.locator("body")).not.toContainText("A secret");
  await expectAccessible(page);
  await row.getByRole("button", { name: "Stop" }).click();
  await expect(row).toHaveCount(0);
});
