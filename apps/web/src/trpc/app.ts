import "server-only";
import type { App } from "@causerie/api";

const key = Symbol.for("causerie.app");

/**
 * The app that this process runs.
 *
 * It comes from `globalThis`, not from an import: Next bundles pages and route handlers apart, and each bundle would
 * make a database, a bus and a run registry of its own.
 */
export function getApp(): App {
  // `globalThis` has no type for a symbol; server/main.ts is the one place that sets it.
  const app = (globalThis as { [key]?: App })[key];
  if (!app) throw new Error("The app is not running: start it through server/main.ts.");
  return app;
}
