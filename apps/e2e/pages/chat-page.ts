import { expect, type Locator, type Page } from "@playwright/test";

/** A conversation, or the page on which one begins. */
export class ChatPage {
  readonly page: Page;
  readonly composer: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly messages: Locator;
  readonly questions: Locator;
  readonly answers: Locator;

  constructor(page: Page) {
    this.page = page;
    this.composer = page.getByRole("textbox", { name: "Message", exact: true });
    this.send = page.getByRole("button", { name: "Send", exact: true });
    this.stop = page.getByRole("button", { name: "Stop", exact: true });
    this.messages = page.getByRole("region", { name: "Messages", exact: true });
    const said = (heading: string) => this.messages.getByRole("heading", { name: heading, exact: true }).locator("..");
    this.questions = said("You wrote:");
    this.answers = said("Answer:");
  }

  /** Opens a conversation, or without an id the page on which one begins. */
  async open(conversationId?: string): Promise<void> {
    await this.page.goto(conversationId ? `/c/${conversationId}` : "/");
    await expect(this.composer).toBeVisible();
  }

  /** Sends a message and waits until the server has it. */
  async ask(text: string): Promise<void> {
    const answersBefore = await this.answers.count();
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await expect(this.composer).toHaveValue("");
    await expect(this.answers).toHaveCount(answersBefore + 1);
    await expect(this.page).toHaveURL(/\/c\/conv_/);
  }

  /** Waits until the last answer is written to its end. */
  async ended(): Promise<void> {
    await expect(this.answers.last().getByRole("button", { name: "Details", exact: true })).toBeVisible();
    await expect(this.send).toBeVisible();
  }

  get conversationId(): string {
    return new URL(this.page.url()).pathname.replace("/c/", "");
  }
}
