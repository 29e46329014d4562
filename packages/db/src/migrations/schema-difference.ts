import { readFile } from "node:fs/promises";
import path from "node:path";
import { silentLogger } from "@causerie/core/server";
import { openEmbedded } from "../embedded/embedded.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { prismaDir, readMigrations } from "./migration-files.ts";
import { withSchemaEngine } from "./schema-engine.ts";

/**
 * What a new migration must do: the SQL that leads from the migrations to the schema; empty when they agree.
 *
 * @param given a schema's text in place of the project's.
 *
 * The migrations are applied to a database in memory, which the schema engine then compares with the schema.
 */
export async function schemaDifference(given?: string): Promise<string> {
  const schema = given ?? (await readFile(path.join(prismaDir, "schema.prisma"), "utf8"));
  const files = [{ path: "schema.prisma", content: schema }];
  const database = await openEmbedded({ logger: silentLogger });
  try {
    await applyMigrations(database, await readMigrations(), silentLogger);
    const { stdout } = await withSchemaEngine({ adapter: database.schemaEngineAdapter, schema }, (engine) =>
      engine.diff({
        from: { tag: "schemaDatasource", files, configDir: "." },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      }),
    );
    const sql = stdout?.trim() ?? "";
    return sql === "-- This is an empty migration." ? "" : sql;
  } finally {
    await database.close();
  }
}
