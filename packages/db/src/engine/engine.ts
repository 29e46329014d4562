import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";

/** A query of the connecting user's own, outside every scope: the migrations' state, health, maintenance. */
export type Query = <Row extends object>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** Connections that are open, those of them that are idle, and work that waits for one. */
export type PoolState = { open: number; idle: number; waiting: number };

/** What the embedded database and a PostgreSQL server have in common. */
export type Engine = {
  readonly kind: "embedded" | "postgresql";
  /** For the Prisma client. */
  readonly adapter: SqlMigrationAwareDriverAdapterFactory;
  /** For the schema engine. */
  readonly schemaEngineAdapter: SqlMigrationAwareDriverAdapterFactory;
  readonly query: Query;
  /** Whether there is no room left for what would be written; asked before each transaction. */
  isFull(): boolean;
  /** Runs `work` while no other process does. */
  withMigrationLock<T>(work: () => Promise<T>): Promise<T>;
  /** The connections there are now. */
  pool(): PoolState;
  close(): Promise<void>;
};
