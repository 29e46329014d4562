import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";

test("people see what they used, admins what everyone did, and both take it along", async ({
  page,
  person,
  server,
  admin,
  openBrowser,
}) => {
  const { api } = person.client;
  const title = `=SUM(A1) "${person.username}"`;
  // With a title of its own, so that no model is asked for one.
  const { id: conversationId } = await api.conversations.create.mutate({ title });
  const answer = await person.client.ask(told({ text: "Four words of answer.", cost: 1.25 }), { conversationId });
  expect(await Array.fromAsync(answer)).not.toEqual([]);

  await page.goto("/settings/usage");
  await expect(page.getByRole("heading", { name: "US$1.25 · 1 call" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^At most US\$1\.25, on / })).toBeVisible();
  await page.getByText("Conversation", { exact: true }).click();
  const row = page.getByRole("table", { name: "Usage by conversation" }).getByRole("row", { name: title });
  await expect(row.getByRole("cell").first()).toHaveText("1");
  await expect(row.getByRole("cell").last()).toHaveText("US$1.25");
  const output = answer.message?.run?.outputTokens;
  expect(await saved(page)).toContain(`"'=SUM(A1) ""${person.username}""",${conversationId},1,`);
  expect(await saved(page)).toMatch(new RegExp(`,${output},1\\.250000\\r\\n$`));

  const theirs = await openBrowser(admin);
  await theirs.goto(`${server.url}/admin/usage`);
  const line = theirs.getByRole("table", { name: "Usage by person" }).getByRole("row", { name: person.username });
  await expect(line.getByRole("cell").last()).toHaveText("US$1.25");
  expect(await saved(theirs)).toContain(`${person.username},`);
  // What others asked about is none of an admin's business.
  expect(await theirs.content()).not.toContain("SUM(A1)");

  await signIn(server.url, page.context().request, person);
  expect((await page.request.get("/admin/usage")).status()).toBe(404);
});

async function saved(page: Page): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  return readFile(await (await download).path(), "utf8");
}
