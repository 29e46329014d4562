import { isDriverAdapterError } from "@prisma/driver-adapter-utils";
import { Prisma } from "./generated/client.ts";

/**
 * Whether a write failed because a unique index already has its value.
 *
 * @param index the index's name in the database, e.g. `users_email_key`; without one, any.
 */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") return false;
  if (index === undefined) return true;
  // The adapters agree on nothing but the server's own message, which quotes the index's name in every language.
  const driverError = error.meta?.driverAdapterError;
  return isDriverAdapterError(driverError) && driverError.cause.originalMessage?.includes(`"${index}"`) === true;
}
