import * as crypto from "node:crypto";
import { checkConfiguration } from "./check-configuration.ts";
import { checkDirectory, checkDisk, checkSecret } from "./check-data.ts";
import { checkDatabase } from "./check-database.ts";
import { checkPort } from "./check-port.ts";
import { checkProviders } from "./check-providers.ts";
import { checkRedis } from "./check-redis.ts";
import type { DoctorShape } from "./doctor-env.ts";
import { type Finding, failed, ok } from "./finding.ts";

/**
 * Looks at all that a server on this machine needs, and changes nothing.
 *
 * @param options.shape every variable that the server reads, with HOST and PORT.
 * @param options.explain gives the sentence that a start would give for an error.
 */
export async function runDoctor(options: {
  shape: DoctorShape;
  env: Record<string, string | undefined>;
  explain(error: unknown): string;
}): Promise<Finding[]> {
  const { findings, env } = checkConfiguration(options.shape, options.env);
  const early = [checkNode(), ...findings];
  // What the server would read can't be known: the rest would be guessed.
  if (env === null) return early;
  const explain = (error: unknown) => options.explain(error).split("\n")[0] ?? "";
  const database = await checkDatabase(env, explain);
  const elsewhere = await Promise.all([checkProviders(env), checkPort(env, explain), checkRedis(env)]);
  return [...early, checkSecret(env), checkDirectory(env), checkDisk(env), database, ...elsewhere.flat()];
}

function checkNode(): Finding {
  const version = process.versions.node;
  // Hashes of passwords need it; older versions run this command, and not the server.
  if ("argon2" in crypto) return ok("node", `Version ${version}.`);
  return failed(
    "node",
    `Version ${version} is too old.`,
    "Start by `pnpm`, which brings its own, or install 24.7 or later.",
  );
}
