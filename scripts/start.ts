import { enableCompileCache } from "node:module";
import path from "node:path";
import { buildApp } from "./build-app.ts";

/** Builds what changed and serves the app, in this very process: Ctrl-C reaches the server itself. */
buildApp();
Object.assign(process.env, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
// A third of a start goes into compiling the same modules again.
enableCompileCache(path.join(import.meta.dirname, "../node_modules/.cache/node"));
await import("../apps/web/server/main.ts");
