import { expectAccessible } from "../fixtures/accessible.ts";
import { signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("an admin tests a provider, is kept from private addresses, switches a model off and sees the system", async ({
  page,
  server,
  upstream,
  admin,
  watch,
}) => {
  watch.allow(/status of 400/);
  await signIn(server.url, page.context().request, admin);
  await page.goto("/admin/providers");
  await page.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText(/It answers: \d+ models/)).toBeVisible();
  await page.getByRole("button", { name: "Add a provider" }).click();
  const form = page.getByRole("dialog", { name: "Add a provider" });
  await form.getByLabel("Kind").selectOption("compatible");
  await form.getByRole("textbox", { name: "Name" }).fill("inside");
  await form.getByRole("textbox", { name: "Address" }).fill(upstream.baseUrl);
  await expectAccessible(page);
  await form.getByRole("button", { name: "Test and add" }).click();
  await expect(form.getByRole("alert")).toContainText("private network");
  await page.keyboard.press("Escape");
  await expectAccessible(page);

  await page.goto("/admin/models");
  await page.getByRole("searchbox").fill("gpt-5");
  const model = page.getByRole("switch", { name: "OpenAI: GPT-5", exact: true });
  await model.click();
  await expect(model).not.toBeChecked();
  await page.getByRole("button", { name: "Edit OpenAI: GPT-5", exact: true }).click();
  await page.getByRole("textbox", { name: "Price of input" }).fill("1.5");
  await page.getByRole("textbox", { name: "Price of output" }).fill("2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("US$1.50 in, US$2 out")).toBeVisible();
  await expectAccessible(page);
  await model.click();
  await expect(model).toBeChecked();

  await page.goto("/admin/system");
  await expect(page.getByRole("heading", { name: "Database" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Processes" }).getByRole("row")).toHaveCount(2);
  await expectAccessible(page);
});
