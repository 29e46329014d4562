import type { Page } from "@playwright/test";
import { begin } from "../fixtures/conversations.ts";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { AccountForms } from "../pages/account-forms.ts";
import { PeoplePanel } from "../pages/people-panel.ts";

/** Keeps the page's scripts back. @returns what lets them come */
async function holdScripts(page: Page): Promise<() => void> {
  const come = Promise.withResolvers<void>();
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await come.promise;
    await route.continue();
  });
  return come.resolve;
}

test("what is clicked before the page's scripts have come is done once they have", async ({ page, person }) => {
  const id = await begin(person, "Tea", [`What is tea? ${told({ text: "A leaf.", intervalMs: 0 })}`]);
  const letScriptsCome = await holdScripts(page);
  await page.goto(`/c/${id}`, { waitUntil: "commit" });
  const people = new PeoplePanel(page);
  await people.button.click();
  await expect(people.panel).toHaveCount(0);
  letScriptsCome();
  await expect(people.people.first()).toBeVisible();
});

test("a form that is sent before they have come is sent as it was filled in", async ({ page, person }) => {
  await page.context().clearCookies();
  const letScriptsCome = await holdScripts(page);
  await page.goto("/sign-in", { waitUntil: "commit" });
  await new AccountForms(page).signIn(person);
  letScriptsCome();
  await expect(page).toHaveURL(/\/$/);
});

test("a page that was scrolled before they have come stays where it is", async ({ page, person: _person }) => {
  await page.setViewportSize({ width: 1280, height: 480 });
  const letScriptsCome = await holdScripts(page);
  await page.goto("/settings/security", { waitUntil: "commit" });
  const end = page.getByRole("button", { name: "Sign out everywhere" });
  await end.scrollIntoViewIfNeeded();
  const top = await page.evaluate(() => scrollY);
  expect(top).toBeGreaterThan(0);
  await end.click();
  letScriptsCome();
  await expect(page.getByRole("alertdialog").or(page.getByRole("dialog"))).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(top);
});
