import { vitestConfig } from "@causerie/config/vitest";

// One set of servers at a time: a test that restarts them has the machine to itself.
export default vitestConfig({ fileParallelism: false, testTimeout: 90_000, hookTimeout: 120_000 });
