import "server-only";
import type { App } from "@causerie/api";

const key = Symbol.for("causerie.app");

/** The app, and what pages need to know of how it is served. server/main.ts puts it on `globalThis`. */
export type RunningApp = App & {
  readonly config: { readonly publicUrl: string | null; readonly maxMessageCharacters: number };
  /** Seals the session's cookie. */
  readonly sessionSecret: string;
};

/**
 * The app that this process runs.
 *
 * It comes from `globalThis`, not from an import: Next bundles pages and route handlers apart, and each bundle would
 * make a database, a bus and a run registry of its own.
 */
export function getApp(): RunningApp {
  // `globalThis` has no type for a symbol; server/main.ts is the one place that sets it.
  const app = (globalThis as { [key]?: RunningApp })[key];
  if (!app) throw new Error("The app is not running: start it through server/main.ts.");
  return app;
}
