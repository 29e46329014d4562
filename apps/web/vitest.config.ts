import { vitestConfig } from "@causerie/config/vitest";

export default vitestConfig({ include: ["src/**/*.test.{ts,tsx}", "server/**/*.test.ts", "scripts/**/*.test.ts"] });
