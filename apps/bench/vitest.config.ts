import { vitestConfig } from "@causerie/config/vitest";

export default vitestConfig({ include: ["**/*.test.ts"] });
