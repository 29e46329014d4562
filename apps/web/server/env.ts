import { serverEnvShape } from "@causerie/api/server";
import { envInteger, logLevels, parseEnv } from "@causerie/core/server";
import { z } from "zod";

export const envShape = {
  ...serverEnvShape,
  HOST: z.string().default("127.0.0.1"),
  PORT: envInteger({ min: 0, max: 65_535 }).default(3000),
  /** How many reverse proxies stand in front and set X-Forwarded-For and -Proto. */
  TRUSTED_PROXIES: envInteger({ min: 0, max: 10 }).default(0),
  /** Comma-separated origins whose pages may call /api/v1; empty: none. */
  CORS_ORIGINS: z
    .string()
    .default("")
    .transform((text) => text.split(",").map((origin) => origin.trim()))
    .transform((origins) => origins.filter((origin) => origin !== ""))
    .refine((origins) => origins.every(isOrigin), "expected origins such as https://app.example.org, without a path"),
  MAX_BODY_BYTES: envInteger({ min: 1024, max: 1_073_741_824 }).default(1_048_576),
  SHUTDOWN_GRACE_SECONDS: envInteger({ min: 0, max: 3600 }).default(10),
  /** Unset: warnings on a terminal, where the server's own sentences are read; else all that happens. */
  LOG_LEVEL: z.enum(logLevels, `expected one of ${logLevels.join(", ")}`).optional(),
};

function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** The only place of the app that reads the process's environment. @throws {EnvError} naming the variable. */
export function readEnv() {
  const env = parseEnv(envShape, process.env);
  return { ...env, LOG_LEVEL: env.LOG_LEVEL ?? (process.stdout.isTTY ? "warn" : "info") };
}

export type Env = ReturnType<typeof readEnv>;
