import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startApp } from "@causerie/api/server";
import { createLogger } from "@causerie/core/server";
import next from "next";
import { type Env, readEnv } from "./env.ts";
import { surviveLostReaders } from "./lost-readers.ts";
import { createRequestListener } from "./request-listener.ts";
import { closeEventStreams } from "./sse.ts";
import { startFailureText } from "./start-failure.ts";

const webDirectory = path.join(import.meta.dirname, "..");
const development = process.argv.includes("--dev");

/** How long requests that are under way when all else has ended may take, in milliseconds. */
const lastAnswersMs = 1_000;

async function main(): Promise<void> {
  surviveLostReaders();
  const env = readEnv();
  const log = createLogger({ level: env.LOG_LEVEL });
  const app = await startApp(env, log);
  // Next bundles its pages apart from this module: what must exist once in a process is handed over here.
  Object.assign(globalThis, { [Symbol.for("causerie.app")]: app });

  // next-auth takes the address of its own pages from here; unset, from the request, whose host the guard has checked.
  if (env.PUBLIC_URL) process.env.NEXTAUTH_URL = env.PUBLIC_URL;
  else process.env.AUTH_TRUST_HOST = "true";

  // Next and its plug-ins look for their files from the working directory.
  process.chdir(webDirectory);
  const server = createServer({ requestTimeout: 60_000, keepAliveTimeout: 65_000 });
  const nextApp = next({ dev: development, dir: webDirectory, httpServer: server });
  await nextApp.prepare();
  const page = nextApp.getRequestHandler();
  server.on(
    "request",
    createRequestListener({
      app,
      log,
      page,
      cookie: { secret: app.sessionSecret, secure: env.PUBLIC_URL?.startsWith("https:") ?? false },
      publicUrl: env.PUBLIC_URL,
      metricsToken: env.METRICS_TOKEN,
      loopback: isLoopback(env.HOST),
      trustedProxies: env.TRUSTED_PROXIES,
      corsOrigins: env.CORS_ORIGINS,
      maxBodyBytes: env.MAX_BODY_BYTES,
      development,
    }),
  );
  // Nothing here speaks another protocol than HTTP; only the hot reloading of development does.
  if (!development) server.on("upgrade", (_request, socket) => socket.destroy());

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => app.close({ graceMs: 0 }).finally(() => reject(error)));
    server.listen(env.PORT, env.HOST, resolve);
  });
  const url = env.PUBLIC_URL ?? localUrl(env, server.address());
  say(`Causerie is ready at ${url}`);
  const token = await app.services.auth.issueSetupToken();
  if (token) say(`Create the first account, an admin's, at ${url}/setup?token=${token}`);

  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    // A second Ctrl-C means now.
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, "stopping");
    server.close();
    server.closeIdleConnections();
    await app.close({ graceMs: env.SHUTDOWN_GRACE_SECONDS * 1000, atRest: () => hangUp(server) });
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, (name) => void stop(name));
}

/** Ends the streams, and every other connection once it has its answer: after that, the database is gone. */
async function hangUp(server: Server): Promise<void> {
  closeEventStreams();
  const ended = once(server, "close");
  const hangingUp = setInterval(() => server.closeIdleConnections(), 20);
  await Promise.race([ended, delay(lastAnswersMs)]);
  clearInterval(hangingUp);
  server.closeAllConnections();
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function localUrl(env: Env, address: AddressInfo | string | null): string {
  const port = typeof address === "object" && address ? address.port : env.PORT;
  return `http://${isLoopback(env.HOST) || env.HOST === "0.0.0.0" || env.HOST === "::" ? "localhost" : env.HOST}:${port}`;
}

/** A sentence for the person who started the server; the log is for machines. */
function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFailureText(error)}\n`);
  process.exit(1);
});
