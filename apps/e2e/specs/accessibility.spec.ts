import { readdir } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../fixtures/accessible.ts";
import { signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";
import { Sidebar } from "../pages/sidebar.ts";

const answer = `## A heading

Text with **weight**, \`code\`, a [link](https://example.org/), a note[^1] and $a^2$.

| Step | Cost |
|---|---:|
| Parse | 0.2 ms |

\`\`\`ts
export const answer = 42; // a comment
\`\`\`

> A quote.

- [x] done

![A picture](https://pictures.example/a.png)

\`\`\`mermaid
flowchart LR
  A[Request] --> B[Answer]
\`\`\`

[^1]: The note.
`;

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("each page that there is, and none breaks its own policy", async ({ page, server, admin }) => {
  test.setTimeout(180_000);
  const { client } = admin;
  await signIn(server.url, page.context().request, admin);
  const answer = await client.ask(told({ text: "An answer." }));
  expect(await Array.fromAsync(answer)).not.toEqual([]);
  const { conversationId } = answer;
  const share = await client.api.shares.create.mutate({ conversationId, live: true });
  const invite = await client.api.members.createInvite.mutate({ conversationId, role: "reader", expiresInHours: 1 });
  const tokens: Record<string, string> = { share: share.token, join: invite.token, c: conversationId };
  const pages = await everyPage();
  expect(pages.length).toBeGreaterThan(20);
  for (const address of pages) {
    await test.step(address, async () => {
      await page.goto(address.replace(/\[\w+\]/, tokens[address.split("/")[1] ?? ""] ?? ""));
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      // All operations at once are more than axe reads in its time.
      if (address === "/docs/api") await page.goto("/docs/api?q=budget");
      await expectAccessible(page);
    });
  }
});

test("the pages of visitors", async ({ page, watch }) => {
  watch.allow(/status of 404/);
  for (const address of ["/sign-in", "/register", "/setup", "/reset", "/verify", "/nothing"]) {
    await page.goto(address);
    await expectAccessible(page);
  }
  await page.goto("/register");
  await page.getByRole("button", { name: "Create account" }).click();
  await expectAccessible(page);
});

test("what opens over the pages of settings and users", async ({ page, server, admin }) => {
  await signIn(server.url, page.context().request, admin);
  for (const [address, button] of [
    ["/settings/data", "Delete account"],
    ["/settings/keys", "New key"],
    ["/admin/users", "New user"],
  ] as const) {
    await page.goto(address);
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
  }
});

test("a conversation, with all that an answer may hold", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await expectAccessible(page);
  await chat.ask(`Explain. ${told({ text: answer, reasoning: "First the question." })}`);
  await chat.ended();
  await expect(chat.answers.frameLocator('iframe[title="Diagram"]').getByText("Request")).toBeVisible();
  await expectAccessible(page);
  await chat.ask(told("no-credit"));
  await expect(chat.answers.last().getByRole("alert")).toBeVisible();
  await chat.ask(told({ tokens: 2000, chunks: 2000, intervalMs: 20 }));
  await expect(chat.stop).toBeVisible();
  await expectAccessible(page);
  await chat.stop.click();
  await chat.answers.last().getByRole("button", { name: "Details" }).click();
  await expect(page.getByRole("complementary", { name: "Details" }).getByRole("listitem").first()).toBeVisible();
  await expectAccessible(page);
});

test("what opens over a conversation", async ({ page, person }) => {
  await person.client.api.conversations.create.mutate({ title: "Alpha" });
  const sidebar = new Sidebar(page);
  const opened: [name: string, open: (page: Page) => Promise<void>][] = [
    ["palette", () => page.keyboard.press("Control+k")],
    ["menu of a conversation", () => sidebar.openMenu("Alpha")],
    ["who is signed in", () => page.getByRole("button", { name: /^Account:/ }).click()],
    ["models", () => page.getByRole("button", { name: /^Model:/ }).click()],
    ["question", () => sidebar.choose("Alpha", "Delete")],
    ["search", () => sidebar.search.fill("alpha")],
  ];
  await page.goto("/");
  for (const [name, open] of opened) {
    await test.step(name, async () => {
      await open(page);
      await expect(
        page
          .getByRole("dialog")
          .or(page.getByRole("menu"))
          .or(page.getByRole("alertdialog"))
          .or(page.getByText("1 result"))
          .first(),
      ).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press("Escape");
    });
  }
});

test("in French too", async ({ page, person }) => {
  await person.client.api.users.updateSelf.mutate({ data: { locale: "fr" } });
  for (const address of ["/", "/settings/profile"]) {
    await page.goto(address);
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expectAccessible(page);
  }
});

test("an answer is announced by sentences, once each", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = document.querySelector("main [aria-live=polite]");
    if (region)
      new MutationObserver(() => said.push(region.textContent ?? "")).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  await chat.ask(told({ text: "One sentence is said. Another follows it. A last one ends.", intervalMs: 150 }));
  await chat.ended();
  const said = () => page.evaluate(() => [Reflect.get(window, "said")].flat().map(String));
  await expect.poll(async () => (await said()).at(-1)).toBe("The answer has ended.");
  const heard = await said();
  expect(heard[0]).toBe("An answer is being written.");
  expect(heard.slice(1, -1).join(" ")).toBe("One sentence is said. Another follows it. A last one ends.");
  expect(heard.length).toBeLessThan(7);
});

test("nothing moves for those who asked for that", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);
  await chat.open();
  await chat.ask(told({ firstTokenMs: 60_000 }));
  await expect(page.getByRole("img", { name: "The answer is on its way" })).toBeVisible();
  await expect.poll(moving).toBe(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  await expect.poll(moving).toBe(0);
  await page.keyboard.press("Escape");
  await chat.stop.click();
  await chat.ended();
});

/** The addresses of the app's pages, as its folders say. */
async function everyPage(): Promise<string[]> {
  const files = await readdir(path.join(import.meta.dirname, "../../web/src/app"), { recursive: true });
  return files
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file)}`.replaceAll(/\/\([^)]*\)/g, "").replace(/\/\.$/, "") || "/");
}
