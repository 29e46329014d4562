import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";
import { Sidebar } from "../pages/sidebar.ts";

test("the list follows what another device does, with and without an open conversation", async ({
  page,
  person,
  openBrowser,
}) => {
  const { api } = person.client;
  const alpha = await api.conversations.create.mutate({ title: "Alpha" });
  const beta = await api.conversations.create.mutate({ title: "Beta" });
  const here = new ChatPage(page);
  await here.open();
  const there = new ChatPage(await openBrowser(person));
  await there.open(alpha.id);
  const lists = [page, there.page].map((each) => new Sidebar(each).list.getByRole("listitem").getByRole("link"));
  const expectLists = async (titles: string[]) => {
    for (const links of lists) await expect(links).toHaveText(titles);
  };
  await expectLists(["Beta", "Alpha"]);
  // The line of each page is open once it has heard something.
  await expect(async () => {
    await api.conversations.update.mutate({ id: beta.id, data: { title: "Beta, renamed" } });
    for (const links of lists) await expect(links.first()).toHaveText("Beta, renamed", { timeout: 1_000 });
  }).toPass();
  await api.conversations.update.mutate({ id: alpha.id, data: { pinned: true } });
  await expectLists(["Alpha", "Beta, renamed"]);
  const gamma = await api.conversations.create.mutate({ title: "Gamma" });
  await expectLists(["Alpha", "Gamma", "Beta, renamed"]);
  for await (const _text of await person.client.ask(told({ text: "Up." }), { conversationId: beta.id }));
  await expectLists(["Alpha", "Beta, renamed", "Gamma"]);
  await api.conversations.update.mutate({ id: beta.id, data: { archived: true } });
  await expectLists(["Alpha", "Gamma"]);
  await api.conversations.delete.mutate({ id: gamma.id });
  await expectLists(["Alpha"]);
});

test("an edit on one device shows arrows on the other, and moves nobody there", async ({
  page,
  person,
  openBrowser,
}) => {
  const here = new ChatPage(page);
  await here.open();
  await here.ask(`First wording. ${told({ text: "To the first." })}`);
  await here.ended();
  const there = new ChatPage(await openBrowser(person));
  await there.open(here.conversationId);
  await expect(there.answers).toContainText("To the first.");
  await here.composer.press("ArrowUp");
  await page
    .getByRole("textbox", { name: "Your message, in other words" })
    .fill(`Second wording. ${told({ text: "To the second." })}`);
  await page.getByRole("button", { name: "Save and send" }).click();
  await expect(here.answers).toContainText("To the second.");
  const versions = there.page.getByRole("group", { name: "Version 1 of 2" });
  await expect(versions).toBeAttached();
  await expect(there.answers).toContainText("To the first.");
  await there.questions.hover();
  await versions.getByRole("button", { name: "Next version" }).click();
  await expect(there.answers).toContainText("To the second.");
});
