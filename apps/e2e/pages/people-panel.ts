import { expect, type Locator, type Page } from "@playwright/test";

/** Who takes part in the conversation that is open. */
export class PeoplePanel {
  readonly page: Page;
  readonly button: Locator;
  readonly panel: Locator;
  readonly people: Locator;
  readonly who: Locator;

  constructor(page: Page) {
    this.page = page;
    this.button = page.getByRole("button", { name: "People", exact: true });
    this.panel = page
      .getByRole("complementary", { name: "People" })
      .or(page.getByRole("dialog", { name: "People", exact: true }));
    this.people = this.panel.getByRole("list", { name: "People" }).getByRole("listitem");
    this.who = this.panel.getByRole("textbox", { name: "Email or username" });
  }

  async open(): Promise<void> {
    await this.button.click();
    await expect(this.people.first()).toBeVisible();
  }

  person(name: string): Locator {
    return this.people.filter({ hasText: name });
  }

  async add(who: string, role: "Writer" | "Reader" = "Writer"): Promise<void> {
    await this.who.fill(who);
    await this.panel.getByRole("combobox", { name: "Role" }).first().selectOption(role);
    await this.panel.getByRole("button", { name: "Add", exact: true }).click();
  }

  async choose(name: string, action: string): Promise<void> {
    await this.panel.getByRole("button", { name: `Actions for ${name}` }).click();
    await this.page
      .getByRole("menuitem", { name: action })
      .or(this.page.getByRole("menuitemradio", { name: action }))
      .click();
  }

  /** Makes an invitation. @returns its path */
  async invite(options: { role?: string; uses?: string } = {}): Promise<string> {
    const { role = "Writer", uses = "One person" } = options;
    const form = this.panel.getByRole("form", { name: "Invitation links" });
    await form.getByRole("combobox", { name: "Role" }).selectOption(role);
    await form.getByRole("combobox", { name: "For how many" }).selectOption(uses);
    await form.getByRole("button", { name: "Create link" }).click();
    const address = this.panel.getByRole("textbox", { name: "Address of the link" }).first();
    await expect(address).toHaveValue(/\/join\/./);
    return new URL(await address.inputValue()).pathname;
  }
}
