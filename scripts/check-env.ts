import { readFile } from "node:fs/promises";
import path from "node:path";
import { envShape } from "../apps/web/server/env.ts";

/** `.env.example` names every variable that the server reads, and none that it does not, each with what it does. */
const file = path.join(import.meta.dirname, "../.env.example");
const lines = (await readFile(file, "utf8")).split("\n");
const documented = new Map<string, { value: string; explained: boolean }>();
for (const [index, line] of lines.entries()) {
  const [, name, value = ""] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
  if (name === undefined) continue;
  const above = lines[index - 1] ?? "";
  documented.set(name, { value, explained: above.startsWith("# ") || /^[A-Z_]+=/.test(above) });
}

const problems: string[] = [];
for (const [name, schema] of Object.entries(envShape)) {
  const entry = documented.get(name);
  if (!entry) problems.push(`${name} is read but not in .env.example`);
  else if (!entry.explained) problems.push(`${name} is not explained in .env.example`);
  else if (entry.value !== "" && !schema.safeParse(entry.value).success)
    problems.push(`${name}=${entry.value} can't be used`);
  else if (entry.value !== "" && !sameDefault(schema, entry.value))
    problems.push(`${name}=${entry.value} is not its default`);
}
for (const name of documented.keys())
  if (!(name in envShape)) problems.push(`${name} is in .env.example but nothing reads it`);

function sameDefault(schema: (typeof envShape)[keyof typeof envShape], value: string): boolean {
  const unset = schema.safeParse(undefined);
  return unset.success && JSON.stringify(unset.data) === JSON.stringify(schema.parse(value));
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exit(problems.length === 0 ? 0 : 1);
