import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// Read by Next after this file: nothing about who builds or runs the app leaves the machine.
process.env.NEXT_TELEMETRY_DISABLED = "1";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: true,
  // `pnpm typecheck` does it; somebody who starts the app should not wait for it.
  typescript: { ignoreBuildErrors: true },

  turbopack: { root: fileURLToPath(new URL("../..", import.meta.url)) },
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

export default createNextIntlPlugin("./src/i18n/request.ts")(config);
