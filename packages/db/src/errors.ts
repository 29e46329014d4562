import { Prisma } from "./generated/client.ts";

type Violation = { table: string | undefined; index: string | undefined; fields: readonly string[] };

/**
 * Whether a write was refused by a unique index.
 *
 * @param what the column's name in the database (`email`), or the index's own; without one, any unique index counts.
 */
export function isUniqueViolation(error: unknown, what?: string): boolean {
  const violation = uniqueViolation(error);
  if (!violation || what === undefined) return violation !== undefined;
  const { table, index, fields } = violation;
  return index === what || index === `${table}_${what}_key` || (fields.length === 1 && fields[0] === what);
}

/** `disk_full`, and what a transaction gets that may only read because the disk is. */
const storageFullCodes = new Set(["53100", "25006"]);

/** Whether a write was refused because there is no room for it. */
export function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const cause = property(property(error.meta, "driverAdapterError"), "cause");
  return storageFullCodes.has(text(property(cause, "originalCode")) ?? "");
}

/** What the driver says of it; it stands in the errors of the client's own queries (P2002) and of raw ones (P2010) alike. */
function uniqueViolation(error: unknown): Violation | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const cause = property(property(error.meta, "driverAdapterError"), "cause");
  if (property(cause, "kind") !== "UniqueConstraintViolation") return undefined;
  const constraint = property(cause, "constraint");
  const fields = property(constraint, "fields");
  return {
    table: text(property(cause, "table")),
    index: text(property(constraint, "index")),
    fields: Array.isArray(fields) ? fields.map(String) : [],
  };
}

/** Prisma's words for a server that can't be reached, or that closed the connection, and the system's. */
const lostCode = /^(P1001|P1002|P1008|P1017|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|57P0[123]|08\w{3})$/;
const lostKind = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout)$/;
/** The same as Prisma quotes it in its messages, and the driver's sentences about a dead connection. */
const lostMessage = /\b57P0[123]\b|Connection terminated|not queryable|ECONNREFUSED|ECONNRESET/;

/** Whether the PostgreSQL server could not be reached, or the connection ended meanwhile: what was asked may work later. */
export function isConnectionLost(error: unknown): boolean {
  // The adapter's errors have a plain object as their cause.
  for (let cause = error, depth = 0; typeof cause === "object" && cause !== null && depth < 5; depth++) {
    const says = (key: string, pattern: RegExp) => pattern.test(text(property(cause, key)) ?? "");
    if (says("code", lostCode) || says("kind", lostKind) || says("message", lostMessage)) return true;
    cause = property(cause, "cause");
  }
  return false;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
