import { buildApp } from "./build-app.ts";

/** Builds what changed and serves the app, in this very process: Ctrl-C reaches the server itself. */
buildApp();
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
await import("../apps/web/server/main.ts");
