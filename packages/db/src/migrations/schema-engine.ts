import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

export type SchemaEngine = bindings.SchemaEngine;

/** What is used here of the global that Node has and whose declaration stands in the DOM library. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let loading: Promise<void> | undefined;

async function load(): Promise<void> {
  const file = new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg"));
  // Not `import … from "….wasm"`, which Node still calls experimental, on the standard error of every first start.
  const { instance } = await WebAssembly.instantiate(await readFile(fileURLToPath(file)), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}

/**
 * Prisma's schema engine, compiled to WebAssembly, on one database: what the Prisma CLI would download as a binary.
 *
 * @param adapter the connections that it works through.
 * @param schema the text of `schema.prisma`; without one it can apply migrations but not compare.
 */
export async function withSchemaEngine<T>(
  options: { adapter: SqlMigrationAwareDriverAdapterFactory; schema?: string },
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load();
  await loading;
  const engine = await bindings.SchemaEngine.new(
    { datamodels: options.schema === undefined ? undefined : [["schema.prisma", options.schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(options.adapter),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
}
