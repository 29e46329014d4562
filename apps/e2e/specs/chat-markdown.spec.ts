import type { Locator } from "@playwright/test";
import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

const answer = `## Where the time goes

A **transaction** keeps *both* halves together[^1], or \`ROLLBACK\` neither. See [the manual](https://www.postgresql.org/docs/).

| Step | Cost |
|---|---:|
| Parse | 0.2 ms |
| Plan | 1.4 ms |

\`\`\`sql
BEGIN;
COMMIT;
\`\`\`

It holds that $a^2 + b^2 = c^2$.

- [x] done
- [ ] open

\`\`\`mermaid
flowchart LR
  A[Request] --> B[Answer]
\`\`\`

[^1]: Or neither of them.
`;

test("an answer is set as Markdown while it streams", async ({ page, context, person: _person }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(
    `Explain. ${told({ text: answer, reasoning: "First the question, then the answer.", intervalMs: 5 })}`,
  );
  const said = chat.answers;
  const copied = () => page.evaluate(() => navigator.clipboard.readText());

  await expect(said.getByRole("heading", { name: "Where the time goes" })).toBeVisible();
  await expect(said.getByRole("strong")).toHaveText("transaction");
  await expect(said.getByRole("emphasis")).toHaveText("both");
  const table = said.getByRole("table");
  await expect(table.getByRole("columnheader")).toHaveText(["Step", "Cost"]);
  await expect(table.getByRole("cell")).toHaveText(["Parse", "0.2 ms", "Plan", "1.4 ms"]);
  await expect(said.getByRole("math").or(said.locator("math"))).toHaveCount(1);
  await expect(said.getByRole("checkbox")).toHaveCount(2);

  const link = said.getByRole("link", { name: /the manual/ });
  await expect(link).toHaveAttribute("href", "https://www.postgresql.org/docs/");
  await expect(link).toHaveAttribute("rel", /noopener noreferrer/);
  await expect(link).toHaveAccessibleName(/opens in a new tab/);

  const diagram = said.frameLocator('iframe[title="Diagram"]');
  await expect(diagram.getByText("Request")).toBeVisible();
  await expect(diagram.getByText("Answer")).toBeVisible();

  // While more text comes, what one means to click moves on.
  await chat.ended();
  const code = said.getByRole("region", { name: "SQL" });
  await expect(code).toContainText("BEGIN;");
  const keyword = code.getByText("BEGIN", { exact: true });
  await expect(keyword).toBeVisible();
  expect(await colourOf(keyword)).not.toBe(await colourOf(code));
  await code.getByRole("button", { name: "Copy the code" }).click();
  await expect.poll(copied).toBe("BEGIN;\nCOMMIT;");
  const wrap = code.getByRole("button", { name: "Wrap long lines" });
  await wrap.click();
  await expect(wrap).toHaveAttribute("aria-pressed", "true");

  const notes = said.getByRole("region", { name: "Footnotes" });
  await chat.messages.evaluate((box) => box.scrollTo(0, 0));
  await said.getByRole("link", { name: "Footnote 1" }).click();
  await expect(notes).toContainText("Or neither of them.");
  await expect(notes).toBeInViewport();
  await notes.getByRole("link", { name: "Back to the text" }).click();
  await expect(said.getByRole("link", { name: "Footnote 1" })).toBeInViewport();

  const thoughts = said.getByRole("button", { name: /Thought for|Thoughts/ });
  await expect(said.getByText("First the question")).toBeHidden();
  await thoughts.click();
  await expect(said.getByText("First the question, then the answer.")).toBeVisible();

  await said.getByRole("button", { name: "Copy", exact: true }).click();
  await expect.poll(copied).toBe(answer);
});

function colourOf(locator: Locator): Promise<string> {
  return locator.evaluate((element) => getComputedStyle(element).color);
}

test("a diagram that can't be drawn shows its source", async ({ page, person: _person }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Draw. ${told({ text: "```mermaid\nflowchart LR\n  A -->\n```\n" })}`);
  await expect(chat.answers.getByText("The diagram could not be drawn. This is its source.")).toBeVisible();
  await expect(chat.answers.getByText("A -->")).toBeVisible();
});

test("an answer is copied on a page that came over plain HTTP", async ({ page, person: _person }) => {
  // As on any address but this machine's own, without TLS.
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`Say it. ${told({ text: "Said *plainly*." })}`);
  await chat.ended();
  await chat.answers.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(chat.answers.getByRole("button", { name: "Copied" })).toBeVisible();
  await chat.composer.focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(chat.composer).toHaveValue("Said *plainly*.");
});
