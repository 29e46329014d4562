import { readdirSync, readFileSync } from "node:fs";
import { type Person, signIn } from "@causerie/e2e/fixtures/people";
import { ChatPage } from "@causerie/e2e/pages/chat-page";
import { type Browser, type BrowserServer, chromium, expect } from "@playwright/test";

/** A Chrome or Chromium of the system; unset: the one that Playwright installed. */
const executablePath = process.env.CAUSERIE_BROWSER;

/** A real browser in processes of its own. */
export class BrowserProcess implements AsyncDisposable {
  readonly #server: BrowserServer;
  readonly #browser: Browser;

  private constructor(server: BrowserServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async start(): Promise<BrowserProcess> {
    const server = await chromium.launchServer({
      ...(executablePath ? { executablePath } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
    });
    return new BrowserProcess(server, await chromium.connect(server.wsEndpoint()));
  }

  /** The page on which a conversation begins, signed in as `person`, with `url` as the server's address. */
  async openChat(url: string, person: Person): Promise<OpenChat> {
    const context = await this.#browser.newContext({ locale: "en-GB", baseURL: url });
    await signIn(url, context.request, person);
    const page = await context.newPage();
    const chat = new OpenChat(page);
    await chat.open();
    await page.evaluate(() => Reflect.set(window, "neverReloaded", true));
    return chat;
  }

  /** Stops or continues all its processes, as a laptop does that sleeps. */
  signal(name: "SIGSTOP" | "SIGCONT"): void {
    for (const pid of withDescendants(this.#server.process().pid ?? 0)) process.kill(pid, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.kill();
  }
}

/** A conversation in a browser, with what a fault can do to it. */
export class OpenChat extends ChatPage {
  readonly banner = this.page.getByText("Reconnecting. Nothing is lost.");

  /** What the last answer shows as its text. */
  get text() {
    return this.answers.last().getByRole("paragraph").first();
  }

  /** Waits until the whole answer stands there, once, on the page that was opened. */
  async showsWhole(text: string): Promise<void> {
    await expect(this.text).toHaveText(text, { timeout: 60_000 });
    await this.ended();
    await expect(this.answers).toHaveCount(1);
    expect(await this.page.evaluate(() => Reflect.get(window, "neverReloaded")), "the page was loaded once").toBe(true);
  }

  /** Begins to watch for the banner. @returns what tells for how many milliseconds it could be seen. */
  async watchBanner(): Promise<() => Promise<number>> {
    const shownMs = await this.page.evaluateHandle(() => {
      const shown = { ms: 0 };
      let last = performance.now();
      const look = (now: number) => {
        const banner = document.querySelector('[role="status"] p');
        // It is there a second before it can be seen.
        if (banner && Number(getComputedStyle(banner).opacity) > 0.1) shown.ms += now - last;
        last = now;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      return shown;
    });
    return () => shownMs.evaluate((shown) => Math.round(shown.ms));
  }

  /** Freezes the page, as browsers do with tabs that nobody looks at, or lets it go on. */
  async setLifecycle(state: "frozen" | "active"): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send("Page.setWebLifecycleState", { state });
    await session.detach();
  }
}

/** A process and all that it started, by the system's table of processes. */
function withDescendants(root: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // `pid (name) state parent …`: the name may hold spaces and brackets.
        const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
          .replace(/^.*\)\s/s, "")
          .split(" ");
        return [[Number(pid), Number(fields[1])] as const];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
  const found = [root];
  for (const pid of found) found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child));
  return found;
}
