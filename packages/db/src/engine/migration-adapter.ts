import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";

/**
 * The adapter for the schema engine, with another way to run a migration's script.
 *
 * The adapters' own can't be used: adapter-pg 7.10 splits the script at every semicolon, so that a function's body falls
 * apart and what came before a failure stays; pglite-prisma-adapter 0.7 does not wait for the script, so that a
 * failed migration counts as applied.
 *
 * @param runScript runs a list of statements in one transaction, and rejects when one of them fails.
 */
export function migrationAdapter(
  factory: SqlMigrationAwareDriverAdapterFactory,
  runScript: (adapter: SqlDriverAdapter, script: string) => Promise<void>,
): SqlMigrationAwareDriverAdapterFactory {
  const withScript = (adapter: SqlDriverAdapter): SqlDriverAdapter =>
    new Proxy(adapter, {
      get(target, key) {
        if (key === "executeScript") return (script: string) => runScript(target, script);
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withScript(await factory.connect()),
    connectToShadowDb: async () => withScript(await factory.connectToShadowDb()),
  };
}
