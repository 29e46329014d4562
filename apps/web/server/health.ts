import type { ServerResponse } from "node:http";
import type { App } from "@causerie/api";
import { sendJson } from "./send-json.ts";

/** `live`: the process answers. `ready`: the database, its migrations and the run loop do; 503 says which does not. */
export async function serveHealth(path: string, response: ServerResponse, app: App): Promise<boolean> {
  if (path === "/api/health/live") {
    sendJson(response, 200, { status: "live" });
    return true;
  }
  if (path === "/api/health/ready") {
    const { ready, checks } = await app.services.health.ready();
    sendJson(response, ready ? 200 : 503, { status: ready ? "ready" : "not ready", checks });
    return true;
  }
  return false;
}
