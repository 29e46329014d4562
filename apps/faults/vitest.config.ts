import { vitestConfig } from "@causerie/config/vitest";
import { isLong } from "./harness/form.ts";

export default vitestConfig({
  include: ["specs/**/*.test.ts"],
  globalSetup: ["./harness/global-setup.ts"],
  // Each file has a server of its own, which is what two cores carry.
  maxWorkers: 2,
  // They wait for time to pass more than they work.
  maxConcurrency: 20,
  testTimeout: isLong ? 900_000 : 180_000,
  hookTimeout: 120_000,
});
