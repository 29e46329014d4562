import { defineConfig } from "@playwright/test";

/** A Chrome or Chromium of the system; unset: the one that Playwright installed. */
const executablePath = process.env.CAUSERIE_BROWSER;
const inCi = process.env.CI !== undefined;

export default defineConfig({
  testDir: "specs",
  outputDir: "test-results",
  globalSetup: "./fixtures/empty-database.ts",
  fullyParallel: true,
  forbidOnly: inCi,
  retries: inCi ? 1 : 0,
  // Each worker has a browser and a server of its own, which is what two cores carry.
  workers: 2,
  timeout: 45_000,
  // Long enough for a busy machine; what is there is seen at once.
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? "test-results/report.json" }]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    colorScheme: "light",
    viewport: { width: 1280, height: 800 },
    trace: "on-first-retry",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
