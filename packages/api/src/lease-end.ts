import { Prisma } from "@causerie/db";

/** When a lease that is given now ends: by the database's clock, which is one for all processes. */
export function leaseEnd(milliseconds: number): Prisma.Sql {
  return Prisma.sql`now() + ${milliseconds}::int * interval '1 millisecond'`;
}
