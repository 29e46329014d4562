import { parseEnv } from "@causerie/core/server";
import type { z } from "zod";
import type { serverEnvShape } from "../../start.ts";

/** The server's variables, and where the process listens, which the layer above knows. */
export type DoctorShape = typeof serverEnvShape & { HOST: z.ZodType<string>; PORT: z.ZodType<number> };

export type DoctorEnv = z.infer<z.ZodObject<typeof serverEnvShape>> & { HOST: string; PORT: number };

/** @throws {EnvError} naming the first variable that can't be used. */
export function readDoctorEnv(shape: DoctorShape, env: Record<string, string | undefined>): DoctorEnv {
  return parseEnv(shape, env);
}
