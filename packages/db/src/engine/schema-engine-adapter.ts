import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import type pg from "pg";

/** PostgreSQL's one-byte type `"char"`, which its catalogue is full of, and the type `text`. */
const charType = 18;
const textType = 25;

/**
 * The adapter for the schema engine. adapter-pg 7.10 is made for the Prisma client and lacks two things that the engine needs:
 *
 * - a migration's script run as one list of statements, all of it or nothing: it splits the script at every semicolon, so that
 *   a function's body falls apart and what came before a failure stays;
 * - the type `"char"`, without which the catalogue can't be read.
 */
export function schemaEngineAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const charColumns: CharColumns = new WeakMap();
  const factory = new PrismaPg(readingChars(pool, charColumns));
  const wrap = (adapter: SqlDriverAdapter) =>
    overriding(adapter, {
      executeScript: async (script: string) => {
        await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
      },
      queryRaw: async (query: SqlQuery) => {
        const result = await adapter.queryRaw(query);
        for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
        return result;
      },
    });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => wrap(await factory.connect()),
    connectToShadowDb: async () => wrap(await factory.connectToShadowDb()),
  };
}

/** Which columns of a result, known by its rows, are of the type `"char"`. */
type CharColumns = WeakMap<object, number[]>;

/** Shows the adapter such columns as text, and remembers them. */
function readingChars(pool: pg.Pool, charColumns: CharColumns): pg.Pool {
  return overriding(pool, {
    query: async (config: pg.QueryConfig) => {
      const result = await pool.query(config);
      // A script of several statements gives several results, none of which is read.
      if (Array.isArray(result)) return result;
      const columns = [...result.fields.entries()].filter(([, field]) => field.dataTypeID === charType);
      for (const [, field] of columns) field.dataTypeID = textType;
      charColumns.set(
        result.rows,
        columns.map(([column]) => column),
      );
      return result;
    },
  });
}

/** `target` with some of its methods replaced. */
function overriding<T extends object>(target: T, methods: Readonly<Record<string, unknown>>): T {
  return new Proxy(target, {
    get(_target, key) {
      if (typeof key === "string" && key in methods) return methods[key];
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
