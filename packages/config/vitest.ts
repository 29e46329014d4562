import { defineConfig, type ViteUserConfig } from "vitest/config";

/**
 * The one vitest configuration of the workspace.
 *
 * No retries anywhere but in CI (one): a flaky test is a race to find. `console.error` fails a test, by the
 * set-up file, because what the product prints as an error is a defect or belongs in the log.
 */
export function vitestConfig(overrides: NonNullable<ViteUserConfig["test"]> = {}): ViteUserConfig {
  return defineConfig({
    test: {
      include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
      setupFiles: [new URL("./vitest.setup.ts", import.meta.url).pathname],
      // One process for all files: what they import, and the databases that they give back, are there for the next file.
      isolate: false,
      retry: process.env.CI ? 1 : 0,
      testTimeout: 20_000,
      hookTimeout: 60_000,
      ...overrides,
    },
  });
}
