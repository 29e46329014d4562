import { once } from "node:events";
import { createServer } from "node:net";
import type { DoctorEnv } from "./doctor-env.ts";
import { type Finding, failed, ok } from "./finding.ts";

const check = "port";

/** Whether the server could listen, or is there already and well. @param explain as a start would say it. */
export async function checkPort({ HOST, PORT }: DoctorEnv, explain: (error: unknown) => string): Promise<Finding> {
  if (PORT === 0) return ok(check, "Any free one.");
  const listener = createServer();
  try {
    listener.listen(PORT, HOST);
    await once(listener, "listening");
    listener.close();
    return ok(check, `${HOST}:${PORT} is free.`);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) {
      return failed(check, explain(error), "Set HOST and PORT to what this user may listen on.");
    }
    return await checkHealth(HOST, PORT);
  }
}

async function checkHealth(host: string, port: number): Promise<Finding> {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const address = `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  const health = await readHealth(address);
  if (health === "ready") return ok(check, `A healthy Causerie answers at ${address}.`);
  if (health === null) {
    return failed(check, `Another program has ${host}:${port}.`, "Stop it, or set PORT to another one.");
  }
  return failed(check, `The Causerie at ${address} is ${health}.`, "Its log says why; restart it.");
}

/** What the server there says of itself; null: it is no Causerie. */
async function readHealth(address: string): Promise<string | null> {
  try {
    const response = await fetch(`${address}/api/health/ready`, {
      signal: AbortSignal.timeout(5_000),
      redirect: "error",
    });
    const body: unknown = await response.json();
    if (typeof body !== "object" || body === null || !("status" in body)) return null;
    return body.status === "ready" || body.status === "not ready" ? body.status : null;
  } catch {
    return null;
  }
}
