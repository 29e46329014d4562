import { fileURLToPath } from "node:url";
import { type ServerProcess, startProcess } from "./server-process.ts";

export type AppProcess = ServerProcess & { readonly port: number; readonly url: string };

/** One process of the built app, as `pnpm start` runs it once it is built. */
export async function startAppProcess(options: {
  port: number;
  publicUrl: string;
  databaseUrl: string;
  redisUrl: string | null;
  env: Record<string, string | undefined>;
}): Promise<AppProcess> {
  const main = fileURLToPath(new URL("../../../web/server/main.ts", import.meta.url));
  const started = startProcess([process.execPath, main], {
    env: {
      ...options.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: String(options.port),
      PUBLIC_URL: options.publicUrl,
      TRUSTED_PROXIES: "1",
      DATABASE_URL: options.databaseUrl,
      REDIS_URL: options.redisUrl ?? "",
    },
  });
  await started.find(/(Causerie is ready)/);
  return { ...started, port: options.port, url: `http://127.0.0.1:${options.port}` };
}
