import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "@causerie/core";
import { EnvError, envInteger, type Logger } from "@causerie/core/server";
import { openDatabase } from "@causerie/db";
import { createLlm, llmConfigFromEnv, llmEnvShape } from "@causerie/llm";
import { z } from "zod";
import { type App, createApp } from "./app.ts";
import type { BusMessage } from "./chat/conversation-events.ts";
import { type ApiConfig, apiEnvShape } from "./config.ts";
import { readProviderConfig } from "./identities/provider-config.ts";
import { readMailConfig } from "./mail/mail-config.ts";
import { createCatalogueStore } from "./models/catalogue-store.ts";
import { openRealtime } from "./open-realtime.ts";
import { scaledLimits } from "./rate-limits/rate-limits.ts";
import { startTracing } from "./telemetry/otel-tracer.ts";
import { userCommands } from "./users/users.commands.ts";

/** Every variable of the environment that the server below HTTP reads. */
export const serverEnvShape = {
  ...llmEnvShape,
  ...apiEnvShape,
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "expected an address that begins with postgresql://")
    .optional(),
  DATABASE_POOL_SIZE: envInteger({ min: 1, max: 500 }).default(10),
  /** Joins several processes; unset: PostgreSQL does, or there is one process. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, "expected an address that begins with redis:// or rediss://")
    .optional(),
  /** Relative to where the server is started; absolute from then on. */
  DATA_DIR: z
    .string()
    .default(".data")
    .transform((directory) => path.resolve(directory)),
  /** Where files that people import wait until they are read; of several processes, all must see the same. */
  IMPORT_DIR: z
    .string()
    .transform((directory) => path.resolve(directory))
    .optional(),
  /** Where traces are sent (OTLP over HTTP), e.g. http://127.0.0.1:4318; unset: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: "expected an http or https address" }).optional(),
  /** Sent with them: `name=value` separated by commas, values percent-encoded. */
  OTEL_EXPORTER_OTLP_HEADERS: z.string().default("").transform(parseHeaders),
  OTEL_SERVICE_NAME: z.string().default("causerie"),
  TRACES_PER_THOUSAND: envInteger({ min: 0, max: 1000 }).default(1000),
  /** Opens `GET /api/metrics` to who brings it; unset: there is none. */
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, "expected at least 16 characters of ASCII without spaces")
    .optional(),
  AUTH_SECRET: z.string().min(32, "expected at least 32 characters").optional(),
};

export type ServerEnv = z.infer<z.ZodObject<typeof serverEnvShape>>;

/** The domain with all that it stands on. */
type RunningApp = Omit<App, "close"> & {
  /** Ends all of it. `atRest` is called when nothing is written any more, while the database still answers who asks. */
  close(options: { graceMs: number; atRest?: () => Promise<void> }): Promise<void>;
};

/**
 * Opens the database (migrated), the models and the bus, and puts the domain on them.
 *
 * @throws {EnvError} when AUTH_SECRET is needed and missing; what opening the database throws.
 */
export async function startApp(env: ServerEnv, log: Logger): Promise<RunningApp> {
  const signIn = signInConfig(env);
  const authSecret = env.AUTH_SECRET ?? (await keptSecret(env));
  const tracing = env.OTEL_EXPORTER_OTLP_ENDPOINT
    ? await startTracing({
        endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
        headers: env.OTEL_EXPORTER_OTLP_HEADERS,
        serviceName: env.OTEL_SERVICE_NAME,
        perThousand: env.TRACES_PER_THOUSAND,
      })
    : null;
  // Nobody is remembered before the app exists.
  let accountChanged = (_userId: string): void => undefined;
  const db = await openDatabase({
    url: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    poolSize: env.DATABASE_POOL_SIZE,
    commands: userCommands({ onChange: (userId) => accountChanged(userId) }),
    logger: log,
    tracer: tracing ?? undefined,
  });
  const llm = createLlm(llmConfigFromEnv(env), {
    logger: log,
    clock: systemClock,
    catalogueStore: createCatalogueStore(db),
  });
  const realtime = await openRealtime<BusMessage>({ redisUrl: env.REDIS_URL, databaseUrl: env.DATABASE_URL, log });
  const app = await createApp({
    db,
    llm,
    bus: realtime.bus,
    limiters: realtime.limiters,
    ...(tracing ? { tracer: tracing } : {}),
    withMetrics: env.METRICS_TOKEN !== undefined,
    log,
    limits: scaledLimits(env.RATE_LIMIT_FACTOR),
    config: {
      chatMemoryMessages: env.CHAT_MEMORY_MESSAGES,
      maxMessageCharacters: env.MAX_MESSAGE_CHARACTERS,
      registration: env.REGISTRATION,
      allowedEmailDomains: env.ALLOWED_EMAIL_DOMAINS,
      jwtExpiresMinutes: env.JWT_EXPIRES_MINUTES,
      publicUrl: env.PUBLIC_URL ?? null,
      importDirectory: importDirectory(env),
      maxImportBytes: env.MAX_IMPORT_BYTES,
      dataDirectory: env.DATA_DIR,
      ...signIn,
      authSecret,
    },
  });
  accountChanged = (userId) => {
    app.services.auth.accountChanged(userId, { sessionsEnded: false });
    app.services.models.rolesChanged().catch((error: unknown) => log.warn({ err: error }, "new role not passed on"));
  };
  return {
    ...app,
    async close({ graceMs, atRest }) {
      await app.close({ graceMs });
      await atRest?.();
      llm.close();
      await realtime.close();
      await db.close();
      await tracing?.close();
    },
  };
}

/** @throws {EnvError} when what is set of provider and mail makes no whole. */
export function signInConfig(
  env: Pick<ServerEnv, keyof typeof apiEnvShape>,
): Pick<ApiConfig, "provider" | "mail" | "requireVerifiedEmail"> {
  const provider = readProviderConfig(env);
  const mail = readMailConfig(env, env.PUBLIC_URL);
  if (env.REQUIRE_VERIFIED_EMAIL && !provider && !mail) {
    throw new EnvError("SMTP_URL is missing: with REQUIRE_VERIFIED_EMAIL, nobody could show that an email is theirs.");
  }
  return { provider, mail, requireVerifiedEmail: env.REQUIRE_VERIFIED_EMAIL };
}

/**
 * Beside the embedded database; else, where nothing is kept beside the server, in the system's folder for what passes: one
 * for each database, because files of imports that it does not know are deleted.
 */
function importDirectory(env: ServerEnv): string {
  if (env.IMPORT_DIR) return env.IMPORT_DIR;
  if (!env.DATABASE_URL) return path.join(env.DATA_DIR, "imports");
  const { host, pathname } = new URL(env.DATABASE_URL);
  const name = createHash("sha256").update(`${host}${pathname}`).digest("hex").slice(0, 12);
  return path.join(tmpdir(), `causerie-imports-${name}`);
}

function parseHeaders(text: string): Record<string, string> {
  const pairs = text.split(",").flatMap((pair) => {
    const [name = "", ...rest] = pair.split("=");
    return name.trim() === "" ? [] : [[name.trim(), decoded(rest.join("=").trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The secret that the embedded database keeps beside itself, made at the first start. */
async function keptSecret(env: ServerEnv): Promise<string> {
  if (env.DATABASE_URL) {
    throw new EnvError(
      "AUTH_SECRET is missing: with DATABASE_URL set, every process needs the same one, at least 32 characters long.",
    );
  }
  const file = path.join(env.DATA_DIR, "auth-secret");
  await mkdir(env.DATA_DIR, { recursive: true, mode: 0o700 });
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    const secret = randomBytes(48).toString("base64url");
    // `wx`: of two processes that start at once, the second must not put its own in place.
    await writeFile(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
    return secret;
  }
}
