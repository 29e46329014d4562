import path from "node:path";
import type { NextConfig } from "next";
import { PHASE_PRODUCTION_SERVER } from "next/constants.js";

// Read by Next after this file: nothing about who builds or runs the app leaves the machine.
process.env.NEXT_TELEMETRY_DISABLED = "1";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: true,
  // `pnpm typecheck` does it; somebody who starts the app should not wait for it.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: path.join(import.meta.dirname, "../..") },
  transpilePackages: ["@causerie/api", "@causerie/core", "@causerie/ui"],
  // Next would write files of its own into the repository.
  agentRules: false,
  devIndicators: false,
  images: { unoptimized: true },
  experimental: {
    // A conversation that was opened a moment ago opens again without asking the server.
    staleTimes: { dynamic: 30 },
  },
};

// The plugin writes this alias relative to where the process was started; Next reads it relative to the app.
const formatter = "use-intl/format-message";

export default async function nextConfig(phase: string): Promise<NextConfig> {
  // What follows only says how to build; loading it would cost each start half a second.
  if (phase === PHASE_PRODUCTION_SERVER) return config;
  const { default: createNextIntlPlugin } = await import("next-intl/plugin");
  const withIntl = createNextIntlPlugin({
    requestConfig: "./src/i18n/request.ts",
    // Texts are compiled when the app is built, so that the browser needs no parser for them (9 kB).
    experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
  });
  const { turbopack, ...rest } = withIntl(config);
  const alias = path.relative(import.meta.dirname, path.resolve(String(turbopack?.resolveAlias?.[formatter])));
  return { ...rest, turbopack: { ...turbopack, resolveAlias: { ...turbopack?.resolveAlias, [formatter]: alias } } };
}
