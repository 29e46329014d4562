import type { Locator, Page } from "@playwright/test";

/** The forms for someone who is not signed in. */
export class AccountForms {
  readonly page: Page;
  readonly email: Locator;
  readonly username: Locator;
  readonly password: Locator;

  constructor(page: Page) {
    this.page = page;
    this.email = page.getByRole("textbox", { name: "Email" });
    this.username = page.getByRole("textbox", { name: "Username" });
    this.password = page.getByLabel("Password", { exact: true });
  }

  async signIn(person: { email: string; password: string }): Promise<void> {
    await this.email.fill(person.email);
    await this.password.fill(person.password);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  async register(person: { email: string; username: string; password: string }): Promise<void> {
    await this.email.fill(person.email);
    await this.username.fill(person.username);
    await this.password.fill(person.password);
    await this.page.getByRole("button", { name: "Create account" }).click();
  }
}
