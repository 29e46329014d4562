import type { Locator, Page } from "@playwright/test";

/** The list of conversations, and what can be done there. */
export class Sidebar {
  readonly page: Page;
  readonly list: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole("navigation", { name: /^(Conversations|Archived)$/ });
    this.search = page.getByRole("textbox", { name: "Search conversations" });
  }

  conversation(title: string): Locator {
    return this.list.getByRole("link", { name: title, exact: true });
  }

  async openMenu(title: string): Promise<void> {
    await this.conversation(title).hover();
    await this.list.getByRole("button", { name: `Actions for “${title}”` }).click();
  }

  /** Chooses from a conversation's menu. */
  async choose(title: string, action: "Rename" | "Pin" | "Unpin" | "Archive" | "Unarchive" | "Delete"): Promise<void> {
    await this.openMenu(title);
    await this.page.getByRole("menuitem", { name: action, exact: true }).click();
  }

  /** Chooses from the menu of who is signed in. */
  async chooseOwn(entry: string): Promise<void> {
    await this.page.waitForLoadState();
    await this.page.getByRole("button", { name: /^Account:/ }).click();
    await this.page.getByRole("menuitem", { name: entry, exact: true }).click();
  }
}
