import { vitestConfig } from "@causerie/config/vitest";

export default vitestConfig({
  include: ["specs/**/*.test.ts"],
  globalSetup: ["./harness/global-setup.ts"],
  // Each file has a server of its own, which is what two cores carry.
  maxWorkers: 2,
  testTimeout: 120_000,
  hookTimeout: 120_000,
});
