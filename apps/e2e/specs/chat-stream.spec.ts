import { expect, test } from "../fixtures/test.ts";
import { told } from "../fixtures/upstream.ts";
import { ChatPage } from "../pages/chat-page.ts";

test("a question is answered, and found again", async ({ page, person, upstream }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask(`What is a causerie? ${told({ text: "An informal, literate talk.", chunks: 3, intervalMs: 20 })}`);
  await expect(chat.answers).toContainText("An informal, literate talk.");
  await chat.ended();
  await page.reload();
  await expect(chat.answers).toContainText("An informal, literate talk.");
  expect(person.username).not.toBe("");
  expect(upstream.requests.length).toBeGreaterThan(0);
});
