import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { expectAccessible } from "../fixtures/accessible.ts";
import { register } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { Sidebar } from "../pages/sidebar.ts";
import { TransfersPage } from "../pages/transfers-page.ts";

/** Conversations as ChatGPT's export has them: two that are sound, and one whose messages go round in a circle. */
const chatgptExport = ["Alpha", "Circle", "Omega"].map((title) => {
  const node = (role: string, parent: string | null, text: string) => ({
    parent,
    message: {
      author: { role },
      create_time: 1_714_557_601,
      content: { content_type: "text", parts: [text] },
      metadata: role === "assistant" ? { model_slug: "gpt-4o" } : { attachments: [{ name: "plan.pdf" }] },
    },
  });
  const mapping = {
    q: node("user", title === "Circle" ? "a" : null, "Why?"),
    a: node("assistant", "q", `${title}, hence.`),
  };
  return { id: `chat-${title}`, title, create_time: 1_714_557_600, current_node: "a", mapping };
});

const jsonFile = (name: string, value: unknown) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify(value)),
});

test("a conversation is taken out as Markdown, JSON and HTML", async ({ page, person }) => {
  const { id } = await person.client.api.conversations.create.mutate({ title: "Été" });
  const answer = await person.client.ask(told({ text: "An **informal** talk." }), { conversationId: id });
  for await (const _piece of answer);
  const sidebar = new Sidebar(page);
  await page.goto("/");
  for (const [format, extension, expected] of [
    ["Markdown", "md", "An **informal** talk."],
    ["JSON", "json", '"format": "causerie.conversation"'],
    ["HTML", "html", "An <strong>informal</strong> talk."],
  ] as const) {
    await sidebar.openMenu("Été");
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: `Export as ${format}` }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`Été.${extension}`);
    expect(await readFile(await file.path(), "utf8")).toContain(expected);
  }
});

test("everything goes into an archive, and comes back in another account", async ({
  page,
  person,
  server,
  openBrowser,
}) => {
  const answer = await person.client.ask(told({ text: "Kept on the way." }));
  for await (const _piece of answer);
  const transfers = new TransfersPage(page);
  await transfers.open();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export everything" }).click();
  const archive = await download;
  expect(archive.suggestedFilename()).toMatch(/^causerie-\d{4}-\d\d-\d\d\.zip$/);

  const other = await register(server.url);
  const elsewhere = new TransfersPage(await openBrowser(other));
  await elsewhere.open();
  await elsewhere.file.setInputFiles(await archive.path());
  await expect(elsewhere.result).toContainText("1 conversation was imported.");
  const { items } = await other.client.api.conversations.list.query({});
  const { items: messages } = await other.client.api.messages.list.query({ conversationId: items[0]?.id ?? "" });
  expect(messages[0]?.parts).toEqual([{ type: "text", text: "Kept on the way." }]);

  await elsewhere.file.setInputFiles(await archive.path());
  await expect(elsewhere.result).toContainText("1 was already there.");
});

test("an export of ChatGPT comes over, and says what of it did not", async ({ page, person: _person }) => {
  const transfers = new TransfersPage(page);
  await transfers.open();
  await transfers.file.setInputFiles(jsonFile("conversations.json", chatgptExport));
  await expect(transfers.result).toContainText("2 conversations were imported.");
  await expect(transfers.result).toContainText("1 entry was skipped.");
  const line = (title: string) => transfers.result.getByRole("listitem").filter({ hasText: title });
  await expect(line("Circle")).toContainText("its messages follow each other in a circle");
  await expect(line("Alpha")).toContainText("Not kept: 1 attachment");
  await expectAccessible(page);
  await line("Omega").getByRole("link", { name: "Omega" }).click();
  await expect(page.getByText("Omega, hence.")).toBeVisible();
  await expect(new Sidebar(page).conversation("Alpha")).toBeVisible();
});

test("a file of something else is refused in words, and nothing is changed", async ({ page, person: _person }) => {
  const transfers = new TransfersPage(page);
  await transfers.open();
  await transfers.file.setInputFiles(jsonFile("shopping.json", [{ milk: 2 }]));
  await expect(transfers.result.getByRole("alert")).toContainText("Nothing in the file is a conversation");
});

test("an upload goes on after the page was left, and can be cancelled", async ({ page, person: _person, watch }) => {
  // The browser's own word for the request that the page left behind.
  watch.allow(/Failed to load resource|net::ERR/);
  const transfers = new TransfersPage(page);
  await transfers.open();
  const many = chatgptExport.slice(0, 1).map((each) => ({ ...each, padding: "x".repeat(6_000_000) }));
  const file = jsonFile("large.json", many);
  // After its first part the network is gone.
  let parts = 0;
  await page.route("**/api/import/*", (route) => (++parts > 1 ? route.abort() : route.continue()));
  await transfers.file.setInputFiles(file);
  await expect(transfers.progress).toHaveAccessibleName("Uploading");
  await expect.poll(() => parts).toBeGreaterThan(1);
  await page.unroute("**/api/import/*");
  await page.reload();
  await expect(transfers.progress).toHaveAccessibleName("Upload stopped at");
  expect(Number(await transfers.progress.getAttribute("aria-valuenow"))).toBeGreaterThan(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(transfers.result).toContainText("The import was cancelled.");
  await expect(transfers.progress).toBeHidden();

  await transfers.file.setInputFiles(file);
  await expect(transfers.result).toContainText("1 conversation was imported.");
});

test("the page holds together from a phone to a wall", async ({ page, person: _person }) => {
  const transfers = new TransfersPage(page);
  await transfers.open();
  await transfers.file.setInputFiles(jsonFile(`${"a-very-long-name".repeat(8)}.json`, chatgptExport));
  await expect(transfers.result).toBeVisible();
  for (const width of [360, 768, 2560]) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `at ${width} px`).toBe(0);
  }
});
