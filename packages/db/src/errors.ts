import { isDriverAdapterError } from "@prisma/driver-adapter-utils";
import { Prisma } from "./generated/client.ts";

/** PostgreSQL's `unique_violation`. */
const uniqueViolation = "23505";

/**
 * Whether a write failed because a unique index already has its value.
 *
 * @param index the index's name in the database, e.g. `users_email_key`; without one, any.
 */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const driverError = error.meta?.driverAdapterError;
  const cause = isDriverAdapterError(driverError) ? driverError.cause : undefined;
  // A raw query fails with Prisma's code for raw queries; only the server's own code says why.
  if (error.code !== "P2002" && cause?.originalCode !== uniqueViolation) return false;
  // The adapters agree on nothing but the server's own message, which quotes the index's name in every language.
  return index === undefined || cause?.originalMessage?.includes(`"${index}"`) === true;
}
