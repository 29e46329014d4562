// Writes the Prisma client into src/generated when the schema or Prisma changed since; otherwise costs a few milliseconds.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const schemaFile = fileURLToPath(new URL("../../../prisma/schema.prisma", import.meta.url));
const hashFile = fileURLToPath(new URL("../src/generated/.hash", import.meta.url));
const prismaPackage = createRequire(import.meta.url).resolve("prisma/package.json");

const hash = createHash("sha256").update(readFileSync(schemaFile)).update(readFileSync(prismaPackage)).digest("hex");

function previousHash(): string | undefined {
  try {
    return readFileSync(hashFile, "utf8");
  } catch {
    return undefined;
  }
}

if (hash !== previousHash()) {
  const cli = path.join(path.dirname(prismaPackage), "build", "index.js");
  const { status } = spawnSync(process.execPath, [cli, "generate", "--schema", schemaFile], {
    stdio: ["ignore", "ignore", "inherit"],
    // `generate` needs no schema engine, yet the command line would download one unless it is told of a file that exists.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(hashFile, hash);
}
