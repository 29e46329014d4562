import { Prisma } from "@causerie/db";

/** A run whose lease was not renewed for this long belongs to nobody. */
export const leaseMs = 20_000;

/** When a lease that is given now ends: by the database's clock, which is one for all processes. */
export function leaseEnd(milliseconds: number): Prisma.Sql {
  return Prisma.sql`now() + ${milliseconds}::int * interval '1 millisecond'`;
}
