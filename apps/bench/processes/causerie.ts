import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { call } from "../load/http.ts";
import { type Child, startChild } from "./child.ts";

export type Causerie = Child & { readonly url: string };

/** What the benchmark's server differs in from one started by `pnpm start`: no limit is in the way of the load. */
export const causerieEnv = {
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  PORT: "0",
  HOST: "127.0.0.1",
  // As on a terminal.
  LOG_LEVEL: "warn",
  OLLAMA_URL: "off",
  OPENROUTER_API_KEY: "key",
  OPENROUTER_MODEL: "openai/gpt-5-mini",
  RATE_LIMIT_FACTOR: "10000",
  // So that each person signs in from an address of their own: what one address may attempt is not scaled.
  TRUSTED_PROXIES: "1",
  JWT_EXPIRES_MINUTES: "1440",
  SHUTDOWN_GRACE_SECONDS: "1",
};

/**
 * The built app, as `pnpm start` runs it once it is built.
 *
 * @param options.databaseUrl a PostgreSQL server instead of the embedded database.
 * @param options.redisUrl what joins several processes; without it they hear of each other through PostgreSQL.
 */
export async function startCauserie(options: {
  dataDir: string;
  upstreamUrl: string;
  databaseUrl?: string | undefined;
  redisUrl?: string | undefined;
}): Promise<Causerie> {
  const child = await startChild({
    script: fileURLToPath(new URL("../../web/server/main.ts", import.meta.url)),
    ready: /Causerie is ready at \S+:(\d+)/,
    env: {
      ...causerieEnv,
      DATA_DIR: options.dataDir,
      OPENROUTER_BASE_URL: options.upstreamUrl,
      DATABASE_URL: options.databaseUrl ?? "",
      REDIS_URL: options.redisUrl ?? "",
      AUTH_SECRET: options.databaseUrl ? "a secret of the benchmark, which guards nothing" : "",
    },
  });
  return { ...child, url: `http://127.0.0.1:${child.announced}` };
}

/** What the person `name` signs in with. */
export function accountOf(name: string): { email: string; username: string; password: string } {
  return { email: `${name}@bench.example`, username: name, password: "correct horse battery staple" };
}

/** A bearer token of the person `name`, who is registered if there is no such account yet. */
export async function signIn(url: string, name: string): Promise<string> {
  const { email, username, password } = accountOf(name);
  const headers = { "x-forwarded-for": addressOf(name) };
  const login = async () => {
    const reply = await call(`${url}/api/trpc/auth.login`, headers, { email, password });
    // The procedure's output, as the API documents it.
    return (reply as { result: { data: { accessToken: string } } }).result.data.accessToken;
  };
  await call(`${url}/api/trpc/auth.register`, headers, { email, password, username }).catch((error: unknown) => {
    if (!(error instanceof Error && error.message.startsWith("409 "))) throw error;
  });
  return await login();
}

function addressOf(name: string): string {
  const [a = 0, b = 0, c = 0] = createHash("md5").update(name).digest();
  return `10.${a}.${b}.${c}`;
}

/** Tokens of several people: nobody asks two hundred things at once. */
export async function signInPeople(url: string, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) tokens.push(await signIn(url, `person${i}`));
  return tokens;
}
