import { z } from "zod";

/** A variable of the environment has a value that can't be used. `message` is one sentence that names it. */
export class EnvError extends Error {
  override readonly name = "EnvError";
}

/**
 * Parses the environment once, at start.
 *
 * An empty string counts as unset, as in `KEY=` of an `.env` file.
 *
 * @throws {EnvError} naming the first variable that is missing or has a value of the wrong form; the value itself is
 *   not repeated, because it may be a secret.
 */
export function parseEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  source: Record<string, string | undefined>,
): z.infer<z.ZodObject<Shape>> {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const result = z.object(shape).safeParse(present);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = String(issue?.path[0] ?? "environment");
  throw new EnvError(
    `${name} ${present[name] === undefined ? "is missing" : "can't be used"}: ${issue?.message ?? "invalid"}.`,
  );
}

/** `1`, `true`, `yes`, `on` and their opposites, in any case. */
export const envBoolean = z
  .string()
  .toLowerCase()
  .pipe(z.enum(["1", "true", "yes", "on", "0", "false", "no", "off"], { error: "expected true or false" }))
  .transform((value) => ["1", "true", "yes", "on"].includes(value));

/** A whole number in a range, written in decimal. */
export function envInteger(range: { min: number; max: number }) {
  const text = `expected a whole number from ${range.min} to ${range.max}`;
  return z
    .string()
    .regex(/^-?\d+$/, text)
    .transform(Number)
    .pipe(z.number().min(range.min, text).max(range.max, text));
}
