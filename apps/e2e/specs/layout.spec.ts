import type { Locator, Page } from "@playwright/test";
import { signIn } from "../fixtures/people.ts";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";
import { Sidebar } from "../pages/sidebar.ts";

const wide = `A${"verylongword".repeat(30)}

| ${Array.from({ length: 14 }, (_, index) => `Column number ${index}`).join(" | ")} |
|${"---|".repeat(14)}
| ${Array.from({ length: 14 }, (_, index) => `cell-${index}`).join(" | ")} |

\`\`\`sh
${"echo a very long line of code; ".repeat(12)}
\`\`\`

$a_1 + a_2 + ${Array.from({ length: 40 }, (_, index) => `a_{${index}}`).join(" + ")}$

https://example.org/${"a-long-path/".repeat(20)}
`;

const widths = [360, 414, 768, 1024, 1280, 1920, 2560];

test("nothing is wider than the page, from a phone to a wall", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`${"unbroken".repeat(60)} ${told({ text: wide })}`);
  await chat.ended();
  const conversation = new URL(page.url()).pathname;
  for (const address of [
    conversation,
    "/",
    "/settings/profile",
    "/settings/security",
    "/settings/appearance",
    "/settings/data",
  ]) {
    if (address !== conversation) await page.goto(address);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => overflow(page), `${address} at ${width} px`).toBe(0);
      if (address === conversation) expect(await cutTexts(chat.messages), `texts at ${width} px`).toEqual([]);
    }
  }
});

test("the pages of visitors and admins fit too", async ({ page, server, admin }) => {
  const pages = ["/sign-in", "/register", "/setup", "/docs/api"];
  for (const address of [...pages, "/admin/users"]) {
    if (address === "/admin/users") await signIn(server.url, page.context().request, admin);
    await page.goto(address);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(() => overflow(page), `${address} at ${width} px`).toBe(0);
    }
  }
});

test("text stays within its measure on a wide screen", async ({ page, person: _person }) => {
  await page.setViewportSize({ width: 2560, height: 1200 });
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(told({ text: "Words to be read in lines that are neither too long nor too short. ".repeat(12) }));
  await chat.ended();
  const characters = await chat.answers.getByRole("paragraph").evaluate((paragraph) => {
    const range = document.createRange();
    const text = paragraph.firstChild;
    if (!text) return 0;
    range.setStart(text, 0);
    let end = 1;
    // How many characters the first line holds.
    for (; end < (text.textContent?.length ?? 0); end++) {
      range.setEnd(text, end);
      if (range.getClientRects().length > 1) break;
    }
    return end;
  });
  expect(characters).toBeGreaterThan(60);
  expect(characters).toBeLessThan(80);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("the whole path is within a thumb's reach", async ({ page, person }) => {
    await person.client.api.conversations.create.mutate({ title: "From before" });
    const chat = new ChatPage(page);
    await chat.open();
    await expect(chat.composer).toBeInViewport();
    // What the message may cost once pushed the button below it.
    await expect(page.getByText(/^up to /)).toBeVisible();
    const middles = [page.getByRole("button", { name: /^Model:/ }), chat.send].map(async (button) => {
      const box = await button.boundingBox();
      return box ? box.y + box.height / 2 : Number.NaN;
    });
    const [ofModel = 0, ofSend = 0] = await Promise.all(middles);
    expect(Math.abs(ofModel - ofSend)).toBeLessThan(4);
    await chat.composer.fill(`On the road ${told({ text: wide })}`);
    await chat.send.tap();
    await chat.ended();
    expect(await overflow(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    await expect(chat.composer).toBeInViewport();

    const drawer = page.getByRole("dialog", { name: "Conversations" });
    await page.getByRole("button", { name: "Show the sidebar" }).tap();
    await expect(drawer).toBeVisible();
    expect(await smallTargets(page)).toEqual([]);
    await new Sidebar(page).conversation("From before").tap();
    await expect(drawer).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("From before");
    await page.goBack();

    await chat.answers.last().getByRole("button", { name: "Details" }).tap();
    const details = page.getByRole("dialog", { name: "Details" });
    await expect(details.getByRole("heading", { name: "What was sent" })).toBeVisible();
    expect(await overflow(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(details).toBeHidden();

    await page.getByRole("button", { name: /^Model:/ }).tap();
    await expect(page.getByRole("option").first()).toBeInViewport();
    expect(await overflow(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
  });

  test("Enter breaks the line, and the button sends", async ({ page, person: _person }) => {
    const chat = new ChatPage(page);
    await chat.open();
    await chat.composer.tap();
    await page.keyboard.type("One line");
    await page.keyboard.press("Enter");
    await page.keyboard.type(told({ text: "Read." }));
    await expect(chat.composer).toHaveValue(/One line\n/);
    await chat.send.tap();
    await expect(chat.answers).toContainText("Read.");
  });

  test("settings, accounts and users can be touched", async ({ page, server, admin }) => {
    for (const address of ["/sign-in", "/register"]) {
      await page.goto(address);
      expect(await smallTargets(page), address).toEqual([]);
    }
    await signIn(server.url, page.context().request, admin);
    const sections = ["profile", "security", "language", "appearance", "data"].map((name) => `/settings/${name}`);
    for (const address of [...sections, "/admin/users"]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await overflow(page), address).toBe(0);
      expect(await smallTargets(page), address).toEqual([]);
    }
  });
});

/** How many pixels the page can be scrolled sideways. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Texts that are wider than their place, which a message that draws nothing outside of itself would cut off. */
function cutTexts(messages: Locator): Promise<string[]> {
  return messages.evaluate((box) =>
    [...box.querySelectorAll("p, li, [dir=auto]")]
      .filter((text) => text.scrollWidth > text.clientWidth + 1 && text.clientWidth > 0)
      .map((text) => `${text.tagName} ${text.textContent?.slice(0, 30)}`),
  );
}

/**
 * What one touches in a space of less than 44 by 44 pixels. Links within a sentence are as high as its lines, which WCAG
 * allows; a control inside a label is touched through the label.
 */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const selector = "a[href], button, input, select, textarea, summary, [role=option], [role=menuitem], [role=switch]";
    return [...document.querySelectorAll<HTMLElement>(selector)].flatMap((control) => {
      const target = control.closest("label") ?? control;
      const { width, height } = target.getBoundingClientRect();
      const isSeen =
        control.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && width > 1 && height > 1;
      const isInert = control.closest("[aria-hidden=true], [inert]") !== null;
      const isInText =
        control.matches("p a, li a, sup a, h1 a, .link") && getComputedStyle(control).display === "inline";
      if (!isSeen || isInert || isInText || (width >= 43.5 && height >= 43.5)) return [];
      const name = control.getAttribute("aria-label") ?? control.textContent?.trim().slice(0, 30);
      return [`${control.tagName} ${name}: ${Math.round(width)} × ${Math.round(height)}`];
    });
  });
}
