import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";

const catalogues = path.join(import.meta.dirname, "../../web/messages");

test("the language is chosen, kept with the account, and French is all there is then", async ({
  page,
  person,
  openBrowser,
  watch,
}) => {
  watch.allow(/status of 404/);
  const english = englishOnly();
  await page.goto("/settings/language");
  await page.getByRole("radio", { name: "Français" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Langue");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  await expect.poll(async () => (await person.client.api.auth.me.query()).locale).toBe("fr");

  const french = await openBrowser(person);
  for (const address of [
    "/",
    "/settings/profile",
    "/settings/security",
    "/settings/appearance",
    "/settings/data",
    "/rien",
  ]) {
    await french.goto(address);
    await expect(french.locator("html")).toHaveAttribute("lang", "fr");
    expect(await wordsIn(french, english), address).toEqual([]);
  }

  await french.goto("/");
  await french
    .getByRole("textbox", { name: "Message" })
    .fill(`Bonjour. ${told({ text: "Bonjour à vous.", reasoning: "Hm." })}`);
  await french.keyboard.press("Enter");
  await expect(french.getByText("Bonjour à vous.").last()).toBeVisible();
  await french.getByRole("button", { name: "Détails" }).click();
  await expect(french.getByRole("heading", { name: "Ce qui a été envoyé" })).toBeVisible();
  expect(await wordsIn(french, english), "details").toEqual([]);
  await french.getByRole("textbox", { name: "Message" }).fill(told("no-credit"));
  await french.keyboard.press("Enter");
  await expect(french.getByText(/n’a plus de crédit/)).toBeVisible();
  await french.keyboard.press("Control+k");
  await expect(french.getByRole("option", { name: "Renommer" })).toBeVisible();
  expect(await wordsIn(french, english), "palette").toEqual([]);
});

test("without a choice the language follows the browser", async ({ browser, server, watch }) => {
  for (const [locale, title] of [
    ["fr-CA", "Connexion"],
    ["de-DE", "Sign in"],
  ] as const) {
    const context = await browser.newContext({ locale, baseURL: server.url });
    await watch.add(context);
    const page = await context.newPage();
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await page.getByRole("button", { name: "Français" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connexion");
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connexion");
    await context.close();
  }
});

/** English texts of the catalogues that are other words in French. */
function englishOnly(): string[] {
  const english = new Map<string, string>();
  const french = new Map<string, string>();
  for (const [locale, texts] of [
    ["en", english],
    ["fr", french],
  ] as const) {
    for (const file of readdirSync(path.join(catalogues, locale))) {
      collect(JSON.parse(readFileSync(path.join(catalogues, locale, file), "utf8")), file, texts);
    }
  }
  const said = new Set(french.values());
  return [...new Set(english.values())].filter((text) => !said.has(text) && !text.includes("{"));
}

function collect(value: unknown, key: string, into: Map<string, string>): void {
  if (typeof value === "string") into.set(key, value);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, `${key}.${name}`, into);
  }
}

/** Which of these texts stand on the page, seen or named. */
function wordsIn(page: Page, texts: string[]): Promise<string[]> {
  return page.evaluate((all) => {
    const found = new Set<string>();
    const known = new Set(all);
    const look = (text: string | null) => {
      const trimmed = text?.trim() ?? "";
      if (known.has(trimmed)) found.add(trimmed);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) look(walker.currentNode.textContent);
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")) {
      for (const name of ["aria-label", "placeholder", "title", "alt"]) look(element.getAttribute(name));
    }
    return [...found];
  }, texts);
}
