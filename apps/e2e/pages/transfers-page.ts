import type { Locator, Page } from "@playwright/test";

/** Settings → Data, as far as it is about taking conversations out and in. */
export class TransfersPage {
  readonly page: Page;
  /** Where a file is chosen. */
  readonly file: Locator;
  readonly progress: Locator;
  readonly result: Locator;

  constructor(page: Page) {
    this.page = page;
    this.file = page.getByLabel("File of conversations");
    this.progress = page.getByRole("progressbar");
    this.result = page.getByRole("region", { name: /^Result of the import/ });
  }

  async open(): Promise<void> {
    await this.page.goto("/settings/data");
    await this.page.getByRole("button", { name: "Choose a file" }).waitFor();
  }
}
