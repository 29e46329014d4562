import { vitestConfig } from "@causerie/config/vitest";

export default vitestConfig({ testTimeout: 60_000 });
