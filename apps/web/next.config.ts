import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: true,
  // The server in front (server/main.ts) sets the policies and the compression of what is not already compressed.
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
