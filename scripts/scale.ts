import { buildApp } from "./build-app.ts";

/** Builds what changed and serves it by several processes, on servers of their own (apps/scale). */
buildApp();
await import("../apps/scale/src/main.ts");
