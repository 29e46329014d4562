import { appRouter, restRoutes } from "@causerie/api";
import { restPrefix } from "./rest/rest.ts";
import { trpcPrefix } from "./trpc.ts";

const procedureNames = new Set(Object.keys(appRouter._def.procedures));
/** The first segments of the REST interface. */
const resources = new Set(restRoutes().map(({ path }) => path.split("/")[1]));
/** What else answers below `/api/`. */
const others = ["auth", "export", "health", "import", "metrics"];

/**
 * The route of a path, for metrics and traces: one of a few hundred whatever is asked for.
 *
 * @param path without its query.
 */
export function routeName(path: string): string {
  if (path.startsWith(trpcPrefix)) {
    const name = path.slice(trpcPrefix.length);
    if (procedureNames.has(name)) return `${trpcPrefix}${name}`;
    return `${trpcPrefix}${name.includes(",") ? "(several)" : "(unknown)"}`;
  }
  if (path.startsWith(restPrefix)) {
    const [segment = ""] = path.slice(restPrefix.length).split("/", 1);
    if (segment === "chat" && path === `${restPrefix}chat/completions`) return path;
    return `${restPrefix}${resources.has(segment) || segment === "models" ? segment : "(other)"}`;
  }
  if (path.startsWith("/api/")) {
    const [segment = ""] = path.slice("/api/".length).split("/", 1);
    return `/api/${others.includes(segment) ? segment : "(other)"}`;
  }
  if (path.startsWith("/_next/")) return "/_next";
  return path.startsWith("/sandbox/") ? "/sandbox" : "(page)";
}
