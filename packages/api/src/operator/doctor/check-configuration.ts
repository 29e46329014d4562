import { EnvError, parseEnv } from "@causerie/core/server";
import type { z } from "zod";
import { signInConfig } from "../../start.ts";
import { type DoctorEnv, type DoctorShape, readDoctorEnv } from "./doctor-env.ts";
import { type Finding, failed, ok } from "./finding.ts";

const check = "configuration";
const advice = "Put it right in .env or the environment; .env.example says what each variable takes.";

/**
 * Every variable that can't be used, and not only the first as at a start.
 *
 * @returns the environment as the server reads it; null when it can't be read.
 */
export function checkConfiguration(
  shape: DoctorShape,
  env: Record<string, string | undefined>,
): { findings: Finding[]; env: DoctorEnv | null } {
  const problems = Object.entries<z.ZodType>(shape).flatMap(([name, schema]) =>
    problemOf(() => parseEnv({ [name]: schema }, env)),
  );
  if (problems.length > 0) return { findings: problems.map((text) => failed(check, text, advice)), env: null };
  const parsed = readDoctorEnv(shape, env);
  const [unfinished] = problemOf(() => signInConfig(parsed));
  if (unfinished !== undefined) return { findings: [failed(check, unfinished, advice)], env: parsed };
  const count = Object.keys(shape).filter((name) => env[name]).length;
  return {
    findings: [ok(check, count === 0 ? "Nothing is set: the defaults hold." : `${count} variables are set.`)],
    env: parsed,
  };
}

function problemOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof EnvError) return [error.message];
    throw error;
  }
}
