import { startAppServer } from "../fixtures/app-server.ts";
import { makeDataDir, removeDataDir } from "../fixtures/data-dir.ts";
import { register, signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { upstreamEnv } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

test("a key is made, shown once, tried, rotated and revoked", async ({ page, person: _person, server }) => {
  const me = (key: string) => fetch(`${server.url}/api/v1/auth/me`, { headers: { "x-api-key": key } });
  const shown = page.getByRole("textbox", { name: "API key" });
  const done = page.getByRole("button", { name: "I have copied it" });
  await page.goto("/settings/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByRole("checkbox", { name: "Chat" }).uncheck();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(/Enter a name/);
  await page.getByRole("textbox", { name: "Name" }).fill("Nightly report");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert")).toHaveText(/at least one/);
  await expect(page.getByRole("checkbox", { name: "Administer" })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Read conversations" }).check();
  const budget = page.getByRole("textbox", { name: "Budget" });
  await budget.fill("much");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(budget).toHaveAccessibleDescription(/an amount such as/);
  await budget.fill("2.50");
  await page.getByRole("button", { name: "Create key" }).click();
  const first = await shown.inputValue();
  expect((await me(first)).status).toBe(200);
  await done.click();

  const card = page.getByRole("listitem").filter({ hasText: "Nightly report" });
  await expect(card).toContainText(first.slice(0, 20));
  // As money and dates are written where the browser is from.
  await expect(card).toContainText(/created \d{1,2} [A-Z][a-z]+ \d{4}.*US\$2\.50 a month/);
  await page.reload();
  await expect(card).toBeVisible();
  expect(await page.content()).not.toContain(first);

  const menu = page.getByRole("button", { name: "Actions for Nightly report" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Rotate" }).click();
  await page.getByRole("button", { name: "Make new key" }).click();
  const second = await shown.inputValue();
  expect(second).not.toBe(first);
  for (const key of [first, second]) expect((await me(key)).status).toBe(200);
  await done.click();
  await expect(card).toContainText("The key before the rotation is good until");

  await menu.click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByRole("heading", { name: "No keys yet" })).toBeVisible();
  for (const key of [first, second]) expect((await me(key)).status).toBe(401);
});

test("too many messages: what was typed stays, and the button says for how long", async ({ page, upstream, watch }) => {
  watch.allow(/status of 429/);
  const dataDir = await makeDataDir();
  const server = await startAppServer({ dataDir, env: { ...upstreamEnv(upstream), RATE_LIMIT_FACTOR: "1" } });
  try {
    const person = await register(server.url);
    await signIn(server.url, page.context().request, person);
    await page.goto(server.url);
    // Ten a minute: an app of its own counts as it does for people.
    for (let turn = 0; turn < 10; turn++) await person.client.api.chat.send.mutate({ content: "Hello" });
    await new ChatPage(page).composer.fill("The eleventh");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "not sent" })).toContainText(/Try again in \d+ seconds/);
    await expect(page.getByRole("button", { name: /^Send again in \d+ s$/ })).toBeDisabled();
    await expect(new ChatPage(page).composer).toHaveValue("The eleventh");
    // Its stream would break off with the server.
    await page.goto("about:blank");
  } finally {
    await server.stop();
    await removeDataDir(dataDir);
  }
});
