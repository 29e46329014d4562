import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { observe } from "./observer.ts";

/** How many times slower the page's processor is made. */
export const slowdown = 4;

/** The browser of CAUSERIE_BROWSER, as in the end-to-end tests; unset: the one that Playwright installed. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CAUSERIE_BROWSER;
  return chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}

export type SlowPage = { page: Page; cdp: CDPSession };

/** A page that notes what it does, on a slower processor. */
export async function openSlowPage(context: BrowserContext): Promise<SlowPage> {
  const page = await context.newPage();
  await page.addInitScript(observe);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await cdp.send("Performance.enable");
  return { page, cdp };
}

/** Seconds that the page's main thread spent since it was opened. */
export type Spent = { script: number; layout: number; style: number; task: number };

export async function spentBy({ cdp }: SlowPage): Promise<Spent> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    script: of("ScriptDuration"),
    layout: of("LayoutDuration"),
    style: of("RecalcStyleDuration"),
    task: of("TaskDuration"),
  };
}
